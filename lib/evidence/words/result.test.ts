/** The finding in one sentence: what it answered, what its rule gives, and where. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { DifferenceRule } from "../definition/difference.ts";
import { answer, bundleOf, check, compared, FACTS } from "../testing/block-bundles.ts";
import { answeredAt } from "../testing/signed-answer.ts";
import { differencePieces, leavesOf, resultPieces, resultText, type Sides, shown, sidesOf } from "./result.ts";

const sides = (left: string, right: string, change: Partial<Sides> = {}): Sides => ({
  ...{ left: { status: 200, body: utf8Encode(left) }, right: { status: 200, body: utf8Encode(right) }, of: "rule" },
  ...change,
});
const said = (...of: Parameters<typeof differencePieces>) => {
  const pieces = differencePieces(...of);
  return pieces && resultText(pieces);
};

test.each([
  ["7.42", "7.24", "It answered 7.42. Its own rule gives 7.24."],
  ['"a"', '"b"', "It answered a. Its own rule gives b."],
  ["[1,2]", "null", "It answered a list of 2. Its own rule gives null."],
  ["{}", "true", "It answered an object. Its own rule gives true."],
  ['{"a":{"b":1}}', '{"a":{"b":2}}', "It answered 1. Its own rule gives 2. Place: a › b."],
  ['{"a":1}', "{}", "It answered 1. Its own rule gives nothing there. Place: a."],
  ["{}", '{"a":1}', "It answered nothing there. Its own rule gives 1. Place: a."],
  ["[1,2]", "[3,4]", "It answered 1. Its own rule gives 3. Place: 0. 1 more place differs."],
  ["[1,2,3]", "[4,5,6]", "It answered 1. Its own rule gives 4. Place: 0. 2 more places differ."],
  ["abc", "abd", "It answered 3 bytes that differ from what its own rule gives, first at byte 2."],
  ["abc", "abcd", "It answered 3 bytes that differ from what its own rule gives, first at byte 3."],
  ["abcd", "abc", "It answered 4 bytes that differ from what its own rule gives, first at byte 3."],
  ["xbc", "7", "It answered 3 bytes that differ from what its own rule gives, first at byte 0."],
  ["abc", "abc", undefined],
  ["1", "1", undefined],
])("it answered %s and should have answered %s: %s", (left, right, sentence) => {
  expect(said(sides(left, right))).toBe(sentence);
});

test("a second answer is told as one, a status before any body, and what a rule ignores not at all", () => {
  const second = { of: "second-answer" } as const;
  expect(said(sides("1", "2", second))).toBe("It answered 1. To the same request it also answered 2.");
  expect(said(sides("a", "b", second))).toBe(
    "It answered 1 bytes that differ from its other answer to the same request, first at byte 0.",
  );
  const refused = { status: 402, body: utf8Encode("2") };
  expect(said(sides("1", "2", { right: refused }))).toBe("It answered with status 200. Its own rule gives status 402.");
  const rule: DifferenceRule = { ignore: ["/at"], numbers: "decimal-string" };
  expect(said(sides('{"at":1,"n":"1.0"}', '{"at":2,"n":"1"}'), rule)).toBeUndefined();
  expect(leavesOf(sides('{"at":1,"n":"1.0"}', '{"at":2,"n":"1"}'))).toHaveLength(2);
  expect(leavesOf(sides("abc", "1"))).toBeUndefined();
});

test("a value is cut after sixty letters, and not before", () => {
  expect([shown("x".repeat(60)), shown("x".repeat(61))]).toEqual(["x".repeat(60), `${"x".repeat(60)}…`]);
});

test("what was compared is told where it holds what was signed, and the verdict beside it where it says more", async () => {
  const claim = { kind: "equivocation" as const, params: {} };
  const [a, b] = [
    await answer("left", "the truth"),
    await answer("right", "the truth", answeredAt, "YW5vdGhlci1ub25jZS0x"),
  ];
  const both = bundleOf([a, b], { claim, time: [] });
  const differs = "It answered 4 bytes that differ from its other answer to the same request, first at byte 0.";
  const known = { definition: compared, material: { code: undefined, state: undefined }, listed: true };
  const definitionOf = () => known;
  const sentence = async (bundle: typeof both, facts: Parameters<typeof check>[1] = {}) =>
    resultText(resultPieces(await check(bundle, { definitionOf, ...facts })));
  expect(await sentence(both)).toBe(differs);
  // Only an index knows its cases: what passed all else is told as it is.
  const { caseOf: _, ...others } = FACTS;
  const unasked = await check(both, { ...others, definitionOf, caseOf: undefined as never });
  expect([unasked.verdict, resultText(resultPieces(unasked))]).toEqual([
    { verdict: "open", reason: "cases-unknown" },
    differs,
  ]);
  expect(await sentence(both, { similarCases: () => 3 })).toMatch(new RegExp(`^${differs} People must weigh this\\.`));
  // A signature that does not hold: nothing was answered.
  const forged = { ...b, signature: a.signature };
  expect(await sentence(bundleOf([a, forged], { claim, time: [] }))).toMatch(/^This report does not hold\./);
  expect(await sentence(bundleOf([a, a], { claim, time: [] }))).toMatch(/^This report does not hold\./);
  expect(sidesOf({ bundle: both })).toMatchObject({ of: "second-answer" });
  // By an address nothing was computed that could be shown beside it, and without an exchange there is nothing at all.
  expect(sidesOf({ bundle: bundleOf([a]) })).toBeUndefined();
  expect(sidesOf({ bundle: bundleOf([]) })).toBeUndefined();
  const run = {
    result: "mismatch",
    ticks: 1,
    outputSha256: null,
    output: { status: null, body: utf8Encode("x") },
  } as const;
  const runs = { local: [run, run] as const, second: undefined };
  expect(sidesOf({ bundle: bundleOf([a]), runs })).toMatchObject({
    of: "rule",
    left: { status: null },
    right: run.output,
  });
  const judged = { ...run, output: { status: 402, body: run.output.body } };
  const judging = { local: [judged, judged] as const, second: undefined };
  expect(sidesOf({ bundle: bundleOf([a]), runs: judging })).toMatchObject({
    left: { status: 200 },
    right: { status: 402 },
  });
  const predicate = bundleOf([a], { claim: { kind: "predicate-violated", params: {} } });
  expect(sidesOf({ bundle: predicate, runs })).toBeUndefined();
});
