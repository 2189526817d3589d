/** What every page owes to every reader, asked of the page as it stands. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { look } from "./axe-look.ts";
import { expect } from "./expect.ts";

/**
 * The ways to see a page: both themes, a telephone's width and a desk's. The first two meet each of them once, and the last
 * is how a test finds its page.
 */
export const WAYS = [
  [360, "light"],
  [1280, "dark"],
  [360, "dark"],
  [1280, "light"],
] as const;

export type Way = (typeof WAYS)[number];

/** Two ways that meet each theme and each width once: for further states of a page that was seen in all four. */
export const CORNERS: readonly Way[] = [WAYS[0], WAYS[1]];

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that look at colours: of all that axe runs by itself, the only ones that a theme can answer otherwise. */
const COLOUR_RULES = axe
  .getRules(["cat.color"])
  .filter(({ tags }) => !tags.includes("wcag2aaa"))
  .map(({ ruleId }) => ruleId);

/** By theme: kinds of texts that were found to have enough contrast in a document that this process looked at. */
const GOOD: Record<Way[1], Set<string>> = { light: new Set(), dark: new Set() };

/**
 * Axe finds nothing and nothing runs out sideways, in each of these ways: the page that stands there is resized and
 * switched. `state` names what is looked at in a failure.
 */
export async function expectAccessibleIn(page: Page, state: string, ways: readonly Way[] = WAYS): Promise<void> {
  for (const [width, colorScheme] of ways) {
    const way = `${state} at ${width} px, ${colorScheme}`;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.classList.contains(theme), colorScheme);
    // Once a document: axe is larger than any page.
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
    const known = GOOD[colorScheme];
    const asked = { theme: colorScheme, colourRules: COLOUR_RULES, good: [...known] };
    const { violations, overflow, good } = await page.evaluate(look, asked);
    for (const kind of good) known.add(kind);
    expect(violations, way).toEqual([]);
    expect(overflow, `${way} runs out sideways`).toBeLessThanOrEqual(0);
  }
}
