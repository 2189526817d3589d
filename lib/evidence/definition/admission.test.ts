import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { admit, type Host, RUNS_PER_HOST } from "./admission.ts";
import { inconclusive, type Job, type Run } from "./run-definition.ts";
import { functionOf, SORT_CODE } from "./testing/definitions.ts";

/** A host that finds what the tests say, but for what `change` does to its n-th run. */
function host(change: (run: Run, count: number) => Run = (run) => run): Host & { count: () => number } {
  let count = 0;
  const run = async ({ answer, definition }: Job): Promise<Run> => {
    const sorted = new TextDecoder().decode(answer.response.body);
    const wanted = definition.tests.find(({ exchanges: [first] }) => {
      const body = first?.response.body;
      return body !== undefined && "text" in body && body.text === sorted;
    });
    count += 1;
    return change({ result: wanted?.result ?? "match", ticks: 3, outputSha256: "a", output: null }, count);
  };
  return { name: "test", run, count: () => count };
}

const material = { code: utf8Encode(SORT_CODE), state: undefined };
const admitted = (definition: Definition = functionOf(), hosts: Host[] = [host(), host()], given = material) =>
  admit(definition, given, hosts);

test("a definition whose tests come out as it says, in both hosts and each time, is admitted", async () => {
  const hosts = [host(), host()];
  const admission = await admitted(functionOf(), hosts);
  expect(admission?.admitted).toBe(true);
  expect(admission?.checks.map(({ outcome }) => outcome)).toEqual(Array(7).fill("pass"));
  expect(hosts.map(({ count }) => count())).toEqual([4 * RUNS_PER_HOST, 4 * RUNS_PER_HOST]);
  expect(admission?.results).toMatch(/^[0-9a-f]{64}$/);
  expect((await admitted())?.results).toBe(admission?.results);
});

test("one run that differs in result, steps or output is enough to refuse it as non-deterministic", async () => {
  const changes: ((run: Run) => Run)[] = [
    (run) => ({ ...run, result: "mismatch" }),
    (run) => ({ ...run, ticks: 4 }),
    (run) => ({ ...run, outputSha256: "b" }),
    () => inconclusive("timeout"),
  ];
  for (const change of changes) {
    const once = host((run, count) => (count === 2 ? change(run) : run));
    const admission = await admitted(functionOf(), [host(), once]);
    expect(admission).toMatchObject({ admitted: false, failed: "deterministic" });
    expect(admission?.checks.find(({ outcome }) => outcome === "fail")?.reason).toBe("non-deterministic");
  }
});

test("a component that nobody signs, the answer's own body in a function, and missing or other code are refused", async () => {
  const from = (...names: string[]) => functionOf({ input: { from: names, body: "json-jcs" } });
  for (const name of ["user-agent;req", "date", "content-type;req", "content-digest", "@status", "@target-uri;req"])
    expect(await admitted(from("@path;req", name))).toMatchObject({ admitted: false, failed: "input-covered" });
  expect(await admitted(from("@query;req", "content-digest;req", "prex-request-nonce;req"))).toMatchObject({
    admitted: true,
  });
  // No two calls share a nonce, so that nobody could ever be held to an equality that reads it.
  const { code: _, runtime: __, entrypoint: ___, limits: ____, ...rest } = from("@path;req", "prex-request-nonce;req");
  expect(await admitted({ ...rest, kind: "equality" } as never)).toMatchObject({ failed: "input-covered" });
  for (const code of [undefined, utf8Encode("function sort() {}")]) {
    const refused = await admitted(functionOf(), [host()], { code, state: undefined } as typeof material);
    expect(refused).toMatchObject({ admitted: false, failed: "code-present", results: undefined });
    expect(refused?.checks.filter(({ outcome }) => outcome === "not-run")).toHaveLength(3);
  }
  const state = { snapshot: "0".repeat(64), bytes: 1, height: 1 };
  expect(await admitted(functionOf({ state }))).toMatchObject({ failed: "state-present" });
});

test("fractions and wrong tests are refused, each by its own code; a host that is away is no finding", async () => {
  const always = (run: Run) => host(() => run);
  const floats = inconclusive("float-output", 3);
  expect(await admitted(functionOf(), [always(floats)])).toMatchObject({ failed: "whole-output" });
  const wrong: Run = { result: "match", ticks: 3, outputSha256: "a", output: null };
  expect(await admitted(functionOf(), [always(wrong)])).toMatchObject({ failed: "tests-pass" });
  const away = always(inconclusive("runtime-unavailable"));
  for (const hosts of [[away], [host(), away], [away, host()]])
    expect(await admitted(functionOf(), hosts)).toBeUndefined();
});

test("a wrong answer that no verdict would find is none: each test ends within half the ticks, or the definition is refused", async () => {
  const of = (ticks: number) => functionOf({ limits: { ...functionOf().limits, ticks } });
  // The test host uses three.
  expect(await admitted(of(6))).toMatchObject({ admitted: true });
  const tight = await admitted(of(5));
  expect(tight).toMatchObject({ admitted: false, failed: "tests-pass" });
  expect(tight?.outcomes.at(-1)).toMatchObject({ wanted: "match", seen: "inconclusive:budget" });
  const [, , wrong] = functionOf().tests;
  const late = await admitted({ ...of(5), tests: [wrong, wrong, wrong].filter((each) => each !== undefined) });
  expect(late?.outcomes.at(-1)).toMatchObject({ wanted: "mismatch", seen: "inconclusive:budget" });
  expect(tight?.checks.find(({ name }) => name === "tests-pass")?.detail).toContain("3 of 5 ticks");
  // An audit with one machine.
  expect(await admitted(of(6), [host()])).toMatchObject({ admitted: true });
});

test("a wrong answer with a status that nobody gets, or beside which 200 is left open, holds nobody", async () => {
  const given = (status: number, unattestable: Definition["unattestable"], compare: "body" | "response" = "body") => {
    const { output, tests } = functionOf();
    const [right, other, wrong] = tests;
    const exchanges = wrong?.exchanges.map((each) => ({ ...each, response: { ...each.response, status } })) ?? [];
    const shown = { name: "wrong", exchanges, result: "mismatch" } as const;
    const all = [right, other, shown].filter((each) => each !== undefined);
    return admitted(functionOf({ output: { ...output, compare }, unattestable, tests: all }));
  };
  expect(await given(200, [])).toMatchObject({ admitted: true });
  expect(await given(203, [])).toMatchObject({ failed: "can-be-wrong" });
  expect(await given(203, [{ status: 200 }], "response")).toMatchObject({ admitted: false });
  expect(await given(500, [], "response")).toMatchObject({ admitted: true });
});

test("of every kind one test shows a wrong answer: nobody can be held to what nothing breaks", async () => {
  const right = functionOf().tests.filter(({ result }) => result === "match");
  const refused = await admitted({ ...functionOf(), tests: right });
  expect(refused).toMatchObject({ admitted: false, failed: "can-be-wrong" });
  expect(refused?.checks.at(-1)).toMatchObject({ outcome: "fail", reason: "no-wrong-answer" });
  const { schema, window, output } = functionOf();
  const pairs = (of: Definition["tests"], result: "match" | "mismatch") =>
    of.map((each, at) => ({ ...each, name: `${at}`, exchanges: [...each.exchanges, ...each.exchanges], result }));
  const equality = { schema, window, output, kind: "equality", state: "none", input: functionOf().input } as const;
  const same = pairs(right, "match");
  const nothing = { ...equality, unattestable: [], tests: same } as Definition;
  expect(await admitted(nothing)).toMatchObject({ failed: "can-be-wrong" });
  // What leaves every path open calls no answer wrong, whatever its tests say.
  const open = { ...functionOf(), unattestable: [{ pathPrefix: "/" }] };
  expect(await admitted(open)).toMatchObject({ failed: "tests-pass" });
});

test("a test that asks by what looks like a secret is named: whoever asks so could report no lie", async () => {
  const asking = (query: string) => {
    const [first, ...others] = functionOf().tests;
    if (first === undefined) throw new Error("a test");
    const exchanges = first.exchanges.map(({ request, response }) => ({ request: { ...request, query }, response }));
    return functionOf({ tests: [{ ...first, exchanges }, ...others] });
  };
  const admission = await admitted(asking("?token=4f2a91c7d3e8b6a1"));
  expect(admission).toMatchObject({ admitted: false, failed: "tests-pass" });
  expect(admission?.checks.find(({ outcome }) => outcome === "fail")?.detail).toMatch(/looks like a secret \(\S+\)/);
  for (const query of ["?", "?key=apple", "?page_token=4f2a91c7d3e8b6a1"])
    expect(await admitted(asking(query))).toMatchObject({ admitted: true });
});
