import { expect, test } from "vitest";
import { policySchema } from "#lib/statement/bodies.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import { policyChanges, policyNumbers, withNumbers } from "./policy-numbers.ts";

const EVEN = new Set(["disputes.panel", "disputes.appealPanel"]);

test("each number's bounds are those of the schema, and one beyond is refused there", () => {
  const numbers = policyNumbers(PRESET_POLICY);
  expect(numbers).toHaveLength(4 + 2 + 15);
  for (const { path, value, least, most } of numbers) {
    const tried = (other: number) => policySchema.safeParse(withNumbers(PRESET_POLICY, new Map([[path, other]])));
    expect([least <= value, value <= most, tried(least).success, tried(most).success], path).toEqual([
      true,
      true,
      true,
      true,
    ]);
    for (const beyond of [least - 1, most + 1]) {
      const read = tried(beyond);
      expect(read.error?.issues[0]?.path.join("."), path).toBe(path);
    }
  }
  expect(numbers.filter(({ path }) => EVEN.has(path)).map(({ least, most }) => [least, most])).toEqual([
    [3, 9],
    [3, 9],
  ]);
});

test("a policy that names the presets of disputes differs in nothing from one that says nothing of them", () => {
  const named = withNumbers(PRESET_POLICY, new Map());
  expect(named.disputes).toBeDefined();
  expect(policyChanges(PRESET_POLICY, named)).toEqual([]);
  const other = withNumbers(PRESET_POLICY, new Map([["disputes.hours.respond", 240]]));
  expect(policyChanges(PRESET_POLICY, { ...other, peers: ["a+1+x"] })).toEqual([
    { path: "disputes.hours.respond", before: "168", after: "240" },
    { path: "peers", before: "", after: "a+1+x" },
  ]);
});
