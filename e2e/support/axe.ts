/** What every page owes to every reader, asked of the page as it stands. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** The ways to see a page: both themes, a telephone's width and a desk's. */
export const WAYS = [
  [360, "light"],
  [1280, "dark"],
  [360, "dark"],
  [1280, "light"],
] as const;

export type Way = (typeof WAYS)[number];

/** Two ways that meet each theme and each width once: for further states of a page that was seen in all four. */
export const CORNERS: readonly Way[] = [WAYS[0], WAYS[1]];

/**
 * Axe finds nothing and nothing runs out sideways, in each of these ways: the page that stands there is resized and
 * switched. `state` names what is looked at in a failure.
 */
export async function expectAccessibleIn(page: Page, state: string, ways: readonly Way[] = WAYS): Promise<void> {
  for (const [width, colorScheme] of ways) {
    const way = `${state} at ${width} px, ${colorScheme}`;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html"), way).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
    await expectAccessible(page, way);
  }
}

async function expectAccessible(page: Page, state: string): Promise<void> {
  // Run inside the page (no frame of ours needs another way), and with the details of violations only: on a page of
  // thousands of elements the details of what passed cost more than the rules.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  const found = violations.map((rule) => ({ rule: rule.id, where: rule.nodes.map((node) => node.html) }));
  expect(found, state).toEqual([]);
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(overflow, `${state} runs out sideways`).toBeLessThanOrEqual(0);
}
