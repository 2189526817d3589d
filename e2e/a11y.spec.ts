import { GALLERY_PAGES, ROUTES } from "./routes.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

for (const route of ROUTES)
  test(`${route}: axe finds nothing, nothing runs out sideways`, async ({ page }) => {
    await page.goto(route);
    await expect(page.getByRole("main")).toBeVisible();
    await expectAccessibleIn(page, route);
  });

test("every section of the gallery is among the pages that are looked at", async ({ page }) => {
  await page.goto("/gallery");
  const links = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link");
  expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))).toEqual(GALLERY_PAGES);
});
