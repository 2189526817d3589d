import { GALLERY_PAGES, ROUTES } from "./routes.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { expect, type Page, test, waitForScripts } from "./support/test.ts";

/** Pages that are opened one after another in one tab: a tab costs as much as a third of a page. */
const PAGES_OF_A_TAB = 8;

/**
 * Opens the page. A section of the gallery stands there in both themes for people, and once for axe; from one section to the
 * next by the page's own link, in one document: all of the gallery's scripts are run for each that is opened.
 */
async function show(page: Page, route: string): Promise<void> {
  const section = `${route}?once`;
  const link = page.getByRole("navigation", { name: "Sections" }).locator(`a[href="${section}"]`);
  const isSection = GALLERY_PAGES.includes(route);
  if (!isSection || (await link.count()) === 0) {
    await page.goto(isSection ? section : route);
    return;
  }
  await link.click();
  await expect(link).toHaveAttribute("aria-current", "page");
  await waitForScripts(page);
}

for (let from = 0; from < ROUTES.length; from += PAGES_OF_A_TAB) {
  const routes = ROUTES.slice(from, from + PAGES_OF_A_TAB);
  test(`${routes.join(", ")}: axe finds nothing, nothing runs out sideways`, async ({ page }) => {
    test.slow();
    for (const route of routes) {
      await show(page, route);
      await expect(page.getByRole("main")).toBeVisible();
      await expectAccessibleIn(page, route);
    }
  });
}

test("every section of the gallery is among the pages that are looked at", async ({ page }) => {
  await page.goto("/gallery");
  const links = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link");
  expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))).toEqual(GALLERY_PAGES);
});
