import { expect, test } from "@playwright/test";
import { GALLERY_PAGES, ROUTES } from "./routes.ts";
import { expectAccessibleIn } from "./support/axe.ts";

for (const route of ROUTES)
  test(`${route} in both themes and two widths: axe finds nothing, nothing runs out sideways`, async ({ page }) => {
    // The rules look at every element, four times over.
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(route);
    await expect(page.getByRole("main")).toBeVisible();
    await expectAccessibleIn(page, route);
  });

test("every section of the gallery is among the pages that are looked at", async ({ page }) => {
  await page.goto("/gallery");
  const links = page.getByRole("main").getByRole("heading", { level: 2 }).getByRole("link");
  expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")))).toEqual(GALLERY_PAGES);
});
