/**
 * `npm run build -- screenshots [address]`: the pictures of the README, light and dark, from pages as they are.
 * `npm run build -- screenshots gallery [address]`: every page of the gallery whole, in the width of a telephone as well.
 * Without an address the index of `npm run up` at its first port.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "#lib/cli/browser.ts";
import { GALLERY_PAGES } from "../routes.ts";

const DESK = 1280;
const TELEPHONE = 360;
const HEIGHT = 800;
const THEMES = ["light", "dark"] as const;

type Album = {
  readonly folder: string;
  readonly widths: readonly number[];
  /** The page to its end, and not only what a window shows of it. */
  readonly isWhole: boolean;
  /** By the name of the picture, the page that it shows. */
  readonly pages: Readonly<Record<string, string>>;
};

type Row = { readonly id: string };
type Listed = { readonly data: readonly Row[] | { readonly rows: readonly Row[] } };

async function firstOf(base: string, list: string): Promise<string> {
  const { data } = (await (await fetch(`${base}/api/v1/${list}`)).json()) as Listed;
  const [first] = "rows" in data ? data.rows : data;
  if (first === undefined) throw new Error(`${base} has nothing under ${list}: pictures need a market.`);
  return first.id;
}

async function readme(base: string): Promise<Album> {
  // One of which something is to be told: a tier between the ends, and a case that evidence decides.
  const provider = await firstOf(base, "directory?kind=instance&tier=C,B&limit=1");
  const proven = await firstOf(base, "cases?claim=wrong-result&limit=1");
  return {
    ...{ folder: "docs/images", widths: [DESK], isWhole: false },
    pages: { start: "/", provider: `/providers/${provider}`, case: `/cases/${proven}` },
  };
}

const gallery: Album = {
  ...{ folder: ".touchstone-gallery", widths: [TELEPHONE, DESK], isWhole: true },
  pages: Object.fromEntries(GALLERY_PAGES.map((address) => [path.posix.basename(address), address])),
};

async function take(chrome: Browser, base: string, album: Album, width: number, colorScheme: (typeof THEMES)[number]) {
  const page = await chrome.newPage({ viewport: { width, height: HEIGHT }, colorScheme, reducedMotion: "reduce" });
  for (const [name, address] of Object.entries(album.pages)) {
    await page.goto(`${base}${address}`, { waitUntil: "networkidle" });
    await page.evaluate(() => document.fonts.ready);
    // The room that a page keeps for its bar is a stripe in a picture without one.
    await page.evaluate(() => document.documentElement.style.setProperty("scrollbar-gutter", "auto"));
    // Bars that stay in sight stand at the end of their form once all of it is in sight.
    const height = album.isWhole ? await page.evaluate(() => document.documentElement.scrollHeight) : HEIGHT;
    await page.setViewportSize({ width, height });
    const of = album.widths.length > 1 ? `${name}-${width}` : name;
    const file = path.join(album.folder, `${of}-${colorScheme}.png`);
    await page.screenshot({ path: file });
    await page.setViewportSize({ width, height: HEIGHT });
    process.stdout.write(`${file}  ${address}\n`);
  }
  await page.close();
}

const given = process.argv.slice(2);
const ofGallery = given[0] === "gallery";
const base = ((ofGallery ? given[1] : given[0]) ?? "http://127.0.0.1:3000").replace(/\/$/, "");
const browser = await findBrowser();
const chrome = await chromium.launch({
  ...(browser?.kind === "system" && { executablePath: browser.path }),
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
try {
  const album = ofGallery ? gallery : await readme(base);
  rmSync(album.folder, { recursive: true, force: true });
  mkdirSync(album.folder, { recursive: true });
  for (const width of album.widths) {
    for (const colorScheme of THEMES) await take(chrome, base, album, width, colorScheme);
  }
} finally {
  await chrome.close();
}
