/** Which tests are asked about a source file: those that load it, the nearest first. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** Rings whose tests need no database. */
const RINGS =
  "kernel log statement evidence keys disclosure dispute reputation selection state contract simulate client platform provider".split(
    " ",
  );
const IMPORTED = /(?:from|import)\s*\(?\s*"([^"]+\.ts)"/g;

/** Answers the test files that load a file through any number of others, the nearest first, at the most `most`. */
export function testsByNearness(root: string): (file: string, most: number) => string[] {
  const files = RINGS.flatMap((ring) => globSync(`lib/${ring}/**/*.ts`, { cwd: root }));
  const importers = new Map<string, string[]>();
  for (const importer of files) {
    for (const [, name = ""] of readFileSync(path.join(root, importer), "utf8").matchAll(IMPORTED)) {
      const file = name.startsWith("#") ? name.slice(1) : path.join(path.dirname(importer), name);
      importers.set(file, [...(importers.get(file) ?? []), importer]);
    }
  }
  return (file, most) =>
    [...distances(file, importers)]
      .filter(([importer]) => importer.endsWith(".test.ts"))
      .map(([test, distance]) => ({ test, far: distance + strangeness(test, file) }))
      .sort((a, b) => a.far - b.far || (a.test < b.test ? -1 : 1))
      .slice(0, most)
      .map(({ test }) => test);
}

/** By how many imports each file is away from one that it loads. */
function distances(file: string, importers: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const found = new Map([[file, 0]]);
  for (const [at, distance] of found) {
    for (const importer of importers.get(at) ?? []) if (!found.has(importer)) found.set(importer, distance + 1);
  }
  return found;
}

/** A test of the same folder, or else of the same ring, is about the file more than one that only passes through it. */
function strangeness(test: string, file: string): number {
  if (path.dirname(test) === path.dirname(file)) return 0;
  return test.split("/")[1] === file.split("/")[1] ? 1 : 4;
}
