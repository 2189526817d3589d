/**
 * Playwright's `test` for pages of the index. The tests of a worker share one browser with a profile, so that scripts come
 * from its cache, compiled, as they do for every reader but the first: a browser without a profile compiles them anew for
 * each page, which costs as much again as the page. What a page kept (cookies, storage, keys) ends with its test.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, test as base, devices, type Page } from "@playwright/test";

export type { Locator, Page } from "@playwright/test";
export { expect } from "./expect.ts";

/** What a profile would carry from one test to the next: the browser offers nothing that was typed before. */
const PREFERENCES = {
  autofill: { profile_enabled: false, credit_card_enabled: false },
  credentials_enable_service: false,
};

function newProfile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-profile-"));
  mkdirSync(path.join(folder, "Default"));
  writeFileSync(path.join(folder, "Default", "Preferences"), JSON.stringify(PREFERENCES));
  return folder;
}

/**
 * What is pressed before a page's scripts have come is lost: a page of the index is open when they have, and when what waits
 * for its reader (components/ui/later.tsx) has one. Whoever presses within a millisecond of the first sign is no reader.
 */
export async function waitForScripts(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      if (document.querySelector("script[src^='/_next/']") === null) return true;
      if (!/^o(n|ff)$/.test(document.documentElement.dataset.detail ?? "")) return false;
      window.dispatchEvent(new Event("pointerover"));
      return document.querySelector("[data-later]") === null;
    },
    undefined,
    { timeout: 30_000, polling: 50 },
  );
}

/** Pages of this one are open when their scripts have come. */
export function opensWithScripts(page: Page): void {
  const { goto, reload } = page;
  page.goto = async (...asked) => {
    const answer = await goto.apply(page, asked);
    await waitForScripts(page);
    return answer;
  };
  page.reload = async (...asked) => {
    const answer = await reload.apply(page, asked);
    await waitForScripts(page);
    return answer;
  };
}

export const test = base.extend<object, { readonly warm: BrowserContext }>({
  warm: [
    async ({ playwright, launchOptions }, use, { project }) => {
      const { baseURL } = project.use;
      const profile = newProfile();
      const context = await playwright.chromium.launchPersistentContext(profile, {
        ...launchOptions,
        ...devices["Desktop Chrome"],
        ...(baseURL !== undefined && { baseURL }),
        reducedMotion: "reduce",
      });
      await use(context);
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],
  context: async ({ warm }, use) => {
    // The empty page with which the browser began stays: it would end with its last page.
    const began = warm.pages();
    await use(warm);
    await warm.setOffline(false);
    await Promise.all(
      warm
        .pages()
        .filter((page) => !began.includes(page))
        .map((page) => page.close()),
    );
  },
  page: async ({ context, baseURL, viewport, colorScheme }, use) => {
    const page = await context.newPage();
    await context.clearCookies();
    const storage = await context.newCDPSession(page);
    await storage.send("Storage.clearDataForOrigin", { origin: baseURL ?? "", storageTypes: "all" });
    await storage.detach();
    if (viewport) await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    opensWithScripts(page);
    await use(page);
  },
});
