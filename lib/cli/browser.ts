/** Which Chromium the browser tests use: Playwright's own, else the system's; one without windows draws for less. */
import { existsSync } from "node:fs";
import path from "node:path";

export type Browser = { readonly kind: "playwright" | "system"; readonly path: string };

const SYSTEM_NAMES = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
];

async function playwrightBrowser(): Promise<string | undefined> {
  try {
    const { chromium } = await import("@playwright/test");
    const file = chromium.executablePath();
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const places = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find((place) => existsSync(place));
}

/** The browser to use; undefined when there is none. */
export async function findBrowser(): Promise<Browser | undefined> {
  const own = await playwrightBrowser();
  if (own !== undefined) return { kind: "playwright", path: own };
  const system = systemBrowser();
  return system === undefined ? undefined : { kind: "system", path: system };
}
