/** Where two JSON bodies differ, leaf by leaf, by a definition's rule for its output: what a reader is shown of a mismatch. */
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { OutputRule } from "#lib/statement/definition.ts";
import { isSameJson, pathOf, withoutPaths } from "./compare.ts";

/** `path` from the root; a side that has nothing there is undefined. */
export type Difference = {
  readonly path: readonly string[];
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
};

/** Ignored places and how numbers are compared; without a rule, nothing is ignored. */
export type DifferenceRule = Pick<OutputRule, "ignore" | "numbers">;
export const EXACT: DifferenceRule = { ignore: [], numbers: "exact" };

/** The first `most` differences, in the order of the left side. Empty exactly when the rule calls both the same. Total. */
export function differencesOf(
  left: JsonValue,
  right: JsonValue,
  { ignore, numbers }: DifferenceRule = EXACT,
  most = 100,
): Difference[] {
  const paths = ignore.map(pathOf);
  const found: Difference[] = [];
  const byValue = numbers === "decimal-string";
  const compare = (a: JsonValue | undefined, b: JsonValue | undefined, path: readonly string[]): void => {
    if (found.length >= most) return;
    if (a === undefined || b === undefined) found.push({ path, left: a, right: b });
    else if (isBothNested(a, b)) for (const step of stepsOf(a, b)) compare(at(a, step), at(b, step), [...path, step]);
    else if (!isSameJson(a, b, byValue)) found.push({ path, left: a, right: b });
  };
  compare(withoutPaths(left, paths), withoutPaths(right, paths), []);
  return found;
}

function isBothNested(a: JsonValue, b: JsonValue): boolean {
  return (Array.isArray(a) && Array.isArray(b)) || (isJsonObject(a) && isJsonObject(b));
}

/** Steps of both sides, those of the first first. */
function stepsOf(a: JsonValue, b: JsonValue): Set<string> {
  return new Set([...Object.keys(a as object), ...Object.keys(b as object)]);
}

function at(value: JsonValue, step: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
