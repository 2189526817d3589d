import { readFileSync } from "node:fs";
import { converter, differenceCiede2000, parse, wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import { type ThemeName, type TokenName, tokens, typeScale } from "./tokens.ts";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const themes: readonly ThemeName[] = ["light", "dark"];
const tiers = ["a", "b", "c", "d", "e", "unrated"] as const;
const series = ["series-1", "series-2", "series-3", "series-4", "series-5"] as const;
const surfaces: readonly TokenName[] = ["surface", "sunken"];

/** Colour-vision matrices at full severity, applied in linear RGB: Machado, Oliveira, Fernandes 2009, table 1. */
const visions = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

const toLinear = converter("lrgb");
const difference = differenceCiede2000();
const clamp = (value: number) => Math.min(1, Math.max(0, value));

function seenBy(vision: keyof typeof visions, hex: string) {
  const parsed = parse(hex);
  if (parsed === undefined) throw new Error(`not a colour: ${hex}`);
  const { r, g, b } = toLinear(parsed);
  const [a0, a1, a2, b0, b1, b2, c0, c1, c2] = visions[vision];
  return {
    mode: "lrgb" as const,
    r: clamp(a0 * r + a1 * g + a2 * b),
    g: clamp(b0 * r + b1 * g + b2 * b),
    b: clamp(c0 * r + c1 * g + c2 * b),
  };
}

/** The declarations of the first rule whose selector list holds `selector`, as a map of custom properties. */
function declarationsOf(selector: string): Map<string, string> {
  const rule = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].find(([, selectors = ""]) =>
    selectors
      .split(",")
      .map((part) => part.trim().split(/\s+/).at(-1))
      .includes(selector),
  );
  return new Map(
    [...(rule?.[2] ?? "").matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
  );
}

describe.each(themes)("%s theme", (theme) => {
  const palette = tokens[theme];

  test("globals.css holds exactly these values", () => {
    const declared = declarationsOf(theme === "light" ? ":root" : ".dark");
    for (const [name, value] of Object.entries(palette))
      expect.soft(declared.get(name)?.toUpperCase(), name).toBe(value);
  });

  test.each(["ink", "muted", "link", "verified", "failed", "attention"] as const)(
    "%s reads at 4.5 on both surfaces",
    (name) => {
      for (const surface of surfaces) expect(wcagContrast(palette[name], palette[surface])).toBeGreaterThanOrEqual(4.5);
    },
  );

  test("control borders reach 3.0 on both surfaces", () => {
    for (const surface of surfaces) expect(wcagContrast(palette.control, palette[surface])).toBeGreaterThanOrEqual(3);
  });

  test.each(tiers)("tier %s: mark 3.0 on both surfaces, text 4.5 on its tint", (tier) => {
    for (const surface of surfaces)
      expect(wcagContrast(palette[`tier-${tier}-mark`], palette[surface])).toBeGreaterThanOrEqual(3);
    expect(wcagContrast(palette[`tier-${tier}-text`], palette[`tier-${tier}-tint`])).toBeGreaterThanOrEqual(4.5);
  });

  test("riskier is louder: contrast with the surface grows from A to E", () => {
    const contrast = (["a", "b", "c", "d", "e"] as const).map((tier) =>
      wcagContrast(palette[`tier-${tier}-mark`], palette.surface),
    );
    expect(contrast).toEqual([...contrast].sort((left, right) => left - right));
  });

  test.each(Object.keys(visions) as (keyof typeof visions)[])(
    "tiers, attention and failed differ by ΔE00 8.0 in %s vision",
    (vision) => {
      const names: TokenName[] = [...tiers.map((tier) => `tier-${tier}-mark` as const), "attention", "failed"];
      for (const [position, left] of names.entries())
        for (const right of names.slice(position + 1))
          expect
            .soft(difference(seenBy(vision, palette[left]), seenBy(vision, palette[right])), `${left} / ${right}`)
            .toBeGreaterThanOrEqual(8);
    },
  );

  test.each(Object.keys(visions) as (keyof typeof visions)[])(
    "series differ by ΔE00 8.0 in %s vision and reach 3.0 on both surfaces",
    (vision) => {
      for (const [position, left] of series.entries()) {
        for (const surface of surfaces)
          expect.soft(wcagContrast(palette[left], palette[surface]), left).toBeGreaterThanOrEqual(3);
        for (const right of series.slice(position + 1))
          expect
            .soft(difference(seenBy(vision, palette[left]), seenBy(vision, palette[right])), `${left} / ${right}`)
            .toBeGreaterThanOrEqual(8);
      }
    },
  );
});

test("the type scale of globals.css is the one in tokens.ts, in rem of 16 px", () => {
  const declared = declarationsOf("@theme");
  for (const [name, px] of Object.entries(typeScale))
    expect.soft(declared.get(`text-${name}`), name).toBe(`${px / 16}rem`);
});
