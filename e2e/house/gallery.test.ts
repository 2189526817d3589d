/**
 * That `/gallery` is complete (ADR 0242): each file of components that takes all it shows by props is drawn there. A
 * component that asks for what it shows is drawn by its routes, with real data, at which axe and the journeys look.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const files = globSync("{components,lib/client}/**/*.{ts,tsx}")
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => !/\.test\.tsx?$/.test(file));
const texts = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
const textOf = (file: string): string => texts.get(file) ?? readFileSync(file, "utf8");

/** Imports that remain when the types are gone, static and lazy. */
const IMPORT = /^(?:import|export)\s+(?!type\b)([^;"]*?)\s*(?:from\s*)?"([^"]+)"|\bimport\(\s*"([^"]+)"/gm;
const ONLY_TYPES = /^\{(?:\s*type\s[^,}]+,?)+\s*\}$/;

/** The components and browser code that a file brings along. */
function importsOf(file: string): string[] {
  return Array.from(textOf(file).matchAll(IMPORT)).flatMap(([, names = "", from, lazily]) => {
    const name = from ?? lazily ?? "";
    const target = name.startsWith("#") ? name.slice(1) : path.posix.join(path.posix.dirname(file), name);
    return texts.has(target) && !ONLY_TYPES.test(names) ? [target] : [];
  });
}

function broughtBy(...roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const left = [...roots];
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    left.push(...importsOf(file));
  }
  return found;
}

/** What a component cannot be drawn without: an index to ask, an address or theme to steer, a store, a worker. */
const ASKS = [
  /from "(?:@tanstack\/react-query|next\/navigation|nuqs|next-themes)"/,
  /\b(?:fetch\(|indexedDB|localStorage|sessionStorage|new Worker\()/,
];
const asks = (file: string): boolean => [...broughtBy(file)].some((one) => ASKS.some((sign) => sign.test(textOf(one))));

/** The gallery's pages, and what stands around each page of the site. */
const drawn = broughtBy("components/gallery-index.ts", "app/gallery/page.tsx", "app/layout.tsx");
const undrawn = files.filter((file) => file.startsWith("components/") && file.endsWith(".tsx") && !drawn.has(file));

test("every component that takes all it shows by props is drawn in the gallery", () => {
  expect(undrawn.filter((file) => !asks(file))).toEqual([]);
});

test("every feature has something in the gallery", () => {
  const featureOf = (file: string): string => file.split("/")[1] ?? "";
  const shown = new Set([...broughtBy("components/gallery-index.ts")].map(featureOf));
  const features = new Set(
    files
      .filter((file) => file.endsWith(".tsx"))
      .filter((file) => file.startsWith("components/"))
      .map(featureOf),
  );
  expect([...features].filter((feature) => !shown.has(feature))).toEqual([]);
});

test("a section that is drawn on the server hands no handler on: a specimen that needs one stands with the samples", () => {
  const sections = files.filter((file) => file.endsWith(".gallery.tsx") && !textOf(file).startsWith('"use client"'));
  expect(sections.length).toBeGreaterThan(30);
  expect(sections.filter((file) => /\bon[A-Z]\w*=\{/.test(textOf(file)))).toEqual([]);
});
