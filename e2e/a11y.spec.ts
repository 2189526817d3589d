import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { ROUTES } from "./routes.ts";

const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const THEMES = ["light", "dark"] as const;

for (const route of ROUTES)
  test(`${route} in both themes and two widths: axe finds nothing, nothing runs out sideways`, async ({ page }) => {
    // The rules look at every element, and the gallery has thousands.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.goto(route);
    await expect(page.getByRole("main")).toBeVisible();
    for (const size of SIZES)
      for (const colorScheme of THEMES) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme });
        const way = `${route} at ${size.width} px, ${colorScheme}`;
        await expect(page.locator("html"), way).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));

        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map((rule) => ({ rule: rule.id, where: rule.nodes.map((node) => node.html) }));
        expect(found, way).toEqual([]);

        const overflow = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(overflow, `${way} runs out sideways`).toBeLessThanOrEqual(0);
      }
  });
