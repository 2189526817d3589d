import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { ROUTES } from "./routes.ts";

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];

for (const route of ROUTES)
  for (const viewport of SIZES)
    for (const colorScheme of ["light", "dark"] as const)
      test.describe(() => {
        test.use({ viewport, colorScheme });

        test(`${route} at ${viewport.width} px, ${colorScheme}: axe finds nothing, nothing runs out sideways`, async ({
          page,
        }) => {
          // The rules look at every element, and the gallery has thousands.
          test.slow();
          await page.goto(route);
          await expect(page.getByRole("main")).toBeVisible();
          await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));

          const { violations } = await new AxeBuilder({ page }).analyze();
          expect(violations.map((rule) => ({ rule: rule.id, where: rule.nodes.map((node) => node.html) }))).toEqual([]);

          const overflow = await page.evaluate(() => {
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;
          });
          expect(overflow).toBeLessThanOrEqual(0);
        });
      });
