/** That `/gallery` holds what it should: every shared component, and something of each feature. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Shared components that show nothing by themselves outside a whole page. */
const OF_A_PAGE = ["action-bar.tsx", "on-this-page.tsx", "toaster.tsx", "tooltips.tsx"];

const isComponent = (file: string): boolean => file.endsWith(".tsx") && !file.endsWith(".test.tsx");
const files = globSync("components/**/*.{ts,tsx}").map((file) => file.replaceAll("\\", "/"));

function importsOf(file: string): string[] {
  return Array.from(readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)).flatMap(([, name = ""]) => {
    if (name.startsWith("#components/")) return [name.slice(1)];
    return name.startsWith(".") ? [path.posix.join(path.posix.dirname(file), name)] : [];
  });
}

/** Everything that the gallery draws, by way of imports. */
const shown = new Set<string>();
const left = ["components/gallery-index.ts"];
for (let file = left.pop(); file !== undefined; file = left.pop()) {
  if (shown.has(file) || !files.includes(file)) continue;
  shown.add(file);
  left.push(...importsOf(file));
}

test("every shared component has its place in the gallery", () => {
  const unseen = files.filter((file) => file.startsWith("components/ui/") && isComponent(file) && !shown.has(file));
  expect(unseen.map((file) => path.posix.basename(file)).toSorted()).toEqual(OF_A_PAGE);
});

test("every feature has something in the gallery", () => {
  const features = [...new Set(files.flatMap((file) => /^components\/([^/]+)\/.*\.tsx$/.exec(file)?.[1] ?? []))];
  const unseen = features.filter(
    (name) => !files.some((file) => file.startsWith(`components/${name}/`) && isComponent(file) && shown.has(file)),
  );
  expect(unseen).toEqual([]);
});
