/** The core in a real browser: its modules, loaded unbundled into a page of its own origin. No server runs. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../..");
// WebCrypto exists in secure contexts only, and localhost is one.
const PAGE_ORIGIN = "http://localhost:1";
const IMPORT_MAP = {
  imports: {
    "#lib/": "/lib/",
    "#native": "/lib/kernel/native.ts",
    "@noble/ed25519": "/node_modules/@noble/ed25519/index.js",
    "@noble/hashes/": "/node_modules/@noble/hashes/",
    "structured-headers": "/node_modules/structured-headers/dist/index.js",
    zod: "/node_modules/zod/index.js",
  },
};
const PAGE = `<!doctype html><title>core</title><script type="importmap">${JSON.stringify(IMPORT_MAP)}</script>`;

/** The page whose modules are those of this repository: `import("/lib/…")` in it runs the core as it stands. */
export async function openCorePage(page: Page): Promise<void> {
  await page.route(`${PAGE_ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: PAGE });
    const source = readFileSync(`${ROOT}${pathname}`, "utf8");
    const body = pathname.endsWith(".ts") ? stripTypeScriptTypes(source) : source;
    return route.fulfill({ contentType: "text/javascript", body });
  });
  await page.goto(`${PAGE_ORIGIN}/`);
}
