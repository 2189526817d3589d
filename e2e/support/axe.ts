/** What every page owes to every reader, asked of the page as it stands. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Page, test } from "@playwright/test";
import axe from "axe-core";
import { look } from "./axe-look.ts";
import { expectEverydayWords } from "./everyday-words.ts";
import { expect } from "./expect.ts";

/** The ways to see a page: both themes, a telephone's width and a desk's. The first two meet each of them once, as do the others. */
export const WAYS = [
  [360, "light"],
  [1280, "dark"],
  [360, "dark"],
  [1280, "light"],
] as const;

export type Way = (typeof WAYS)[number];

/** Two ways that meet each theme and each width once: for further states of a page that was seen in all four. */
export const CORNERS: readonly Way[] = [WAYS[0], WAYS[1]];

/** The kind of annotation that each look leaves in its test's report. */
export const AXE_LOOK = "axe";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that look at colours: of all that axe runs by itself, the only ones that a theme can answer otherwise. */
const COLOUR_RULES = axe
  .getRules(["cat.color"])
  .filter(({ tags }) => !tags.includes("wcag2aaa"))
  .map(({ ruleId }) => ruleId);

/** By theme: kinds of texts that were found to have enough contrast in a document that this process looked at. */
const GOOD: Record<Way[1], Set<string>> = { light: new Set(), dark: new Set() };

/** `npm run bench -- axe` looks in all the ways that are asked for. */
const IS_FULL = process.env.TOUCHSTONE_AXE === "full";

/** One of the ways, by the letters of the name: all pages together are seen in each. */
function oneOf(ways: readonly Way[], name: string): readonly Way[] {
  const letters = Array.from(name, (letter) => letter.charCodeAt(0)).reduce((sum, code) => sum + code, 0);
  const from = letters % ways.length;
  return ways.slice(from, from + 1);
}

/**
 * Pixels by which the document is wider than the window, once it rests: drawings that measure their place take a new width
 * a frame or two after the window did. Runs inside the page: it uses nothing from outside itself.
 */
async function overflowAtRest(): Promise<number> {
  const overflow = (): number => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (let frame = 0; overflow() > 0 && frame < 120; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return overflow();
}

/**
 * Axe finds nothing in one of these ways, or in each where the full form is asked for, and nothing runs out sideways in any of
 * their widths: the page that stands there is resized and switched, and put back. `state` names what is looked at in a
 * failure.
 */
export async function expectAccessibleIn(page: Page, state: string, ways: readonly Way[] = WAYS): Promise<void> {
  const size = page.viewportSize();
  const looked = IS_FULL ? ways : oneOf(ways, state);
  for (const [width, colorScheme] of looked) {
    const way = `${state} at ${width} px, ${colorScheme}`;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.classList.contains(theme), colorScheme);
    // Once a document: axe is larger than any page.
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
    const known = GOOD[colorScheme];
    const asked = { theme: colorScheme, colourRules: COLOUR_RULES, good: [...known] };
    const overflow = await page.evaluate(overflowAtRest);
    const { violations, good } = await page.evaluate(look, asked);
    for (const kind of good) known.add(kind);
    expect(violations, way).toEqual([]);
    expect(overflow, `${way} runs out sideways`).toBeLessThanOrEqual(0);
    test.info().annotations.push({ type: AXE_LOOK, description: way });
  }
  await expectEverydayWords(page, state);
  const seen = new Set(looked.map(([width]) => width));
  for (const [width] of ways.filter(([width]) => !seen.has(width))) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate(overflowAtRest);
    expect(overflow, `${state} at ${width} px runs out sideways`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (size !== null) await page.setViewportSize(size);
}
