/**
 * `npm run build -- screenshots [address]`: the pictures of the README, light and dark, from pages as they are. Without an address the
 * index of `npm run up` at its first port.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";

const FOLDER = "docs/images";
const SIZE = { width: 1280, height: 800 };
const THEMES = ["light", "dark"] as const;

type Row = { readonly id: string };
type Listed = { readonly data: readonly Row[] | { readonly rows: readonly Row[] } };

async function firstOf(base: string, list: string): Promise<string> {
  const { data } = (await (await fetch(`${base}/api/v1/${list}`)).json()) as Listed;
  const [first] = "rows" in data ? data.rows : data;
  if (first === undefined) throw new Error(`${base} has nothing under ${list}: pictures need a market.`);
  return first.id;
}

/** Name of the picture and the page that it shows. */
async function pagesOf(base: string): Promise<Readonly<Record<string, string>>> {
  // One of which something is to be told: a tier between the ends, and a case that evidence decides.
  const provider = await firstOf(base, "directory?kind=instance&tier=C,B&limit=1");
  const proven = await firstOf(base, "cases?claim=wrong-result&limit=1");
  return { start: "/", provider: `/providers/${provider}`, case: `/cases/${proven}` };
}

const base = (process.argv[2] ?? "http://127.0.0.1:3000").replace(/\/$/, "");
const browser = await findBrowser();
const chrome = await chromium.launch({
  ...(browser?.kind === "system" && { executablePath: browser.path }),
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
try {
  const pages = await pagesOf(base);
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const colorScheme of THEMES) {
    const page = await chrome.newPage({ viewport: SIZE, colorScheme, reducedMotion: "reduce" });
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(`${base}${address}`, { waitUntil: "networkidle" });
      await page.evaluate(() => document.fonts.ready);
      // The room that a page keeps for its bar is a stripe in a picture without one.
      await page.evaluate(() => document.documentElement.style.setProperty("scrollbar-gutter", "auto"));
      const file = path.join(FOLDER, `${name}-${colorScheme}.png`);
      await page.screenshot({ path: file });
      process.stdout.write(`${file}  ${address}\n`);
    }
    await page.close();
  }
} finally {
  await chrome.close();
}
