/**
 * Playwright's `test` for pages of the index. The tests of a worker share one browser context, so that scripts come from
 * its cache, as they do for every reader but the first; what a page kept (cookies, storage, keys) ends with its test.
 */
import { type BrowserContext, test as base, devices } from "@playwright/test";

export { expect, type Locator, type Page } from "@playwright/test";

export const test = base.extend<object, { readonly warm: BrowserContext }>({
  warm: [
    async ({ browser }, use, { project }) => {
      const { baseURL } = project.use;
      const context = await browser.newContext({
        ...devices["Desktop Chrome"],
        ...(baseURL !== undefined && { baseURL }),
        reducedMotion: "reduce",
      });
      await use(context);
      await context.close();
    },
    { scope: "worker" },
  ],
  context: async ({ warm }, use) => {
    await use(warm);
    await warm.setOffline(false);
    await Promise.all(warm.pages().map((page) => page.close()));
  },
  page: async ({ context, baseURL, viewport, colorScheme }, use) => {
    const page = await context.newPage();
    await context.clearCookies();
    const storage = await context.newCDPSession(page);
    await storage.send("Storage.clearDataForOrigin", { origin: baseURL ?? "", storageTypes: "all" });
    await storage.detach();
    if (viewport) await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await use(page);
  },
});
