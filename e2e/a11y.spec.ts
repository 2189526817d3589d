import { GALLERY_PAGES, ROUTES } from "./routes.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

/** Pages that are opened one after another in one tab: a tab costs as much as a third of a page. */
const PAGES_OF_A_TAB = 8;

/** A section of the gallery stands there in both themes for people, and once for axe. */
const addressOf = (route: string): string => (GALLERY_PAGES.includes(route) ? `${route}?once` : route);

for (let from = 0; from < ROUTES.length; from += PAGES_OF_A_TAB) {
  const routes = ROUTES.slice(from, from + PAGES_OF_A_TAB);
  test(`${routes.join(", ")}: axe finds nothing, nothing runs out sideways`, async ({ page }) => {
    test.slow();
    for (const route of routes) {
      await page.goto(addressOf(route));
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
