/** What is made of whatever an engine gives: it may be the code of a liar that gives it. */
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import { evaluate, type Instantiate, type QuickJsImports } from "./quickjs.ts";
import { isSameAnswer, type Job, runDefinition } from "./run-definition.ts";
import { answered, functionOf, jobOf, TEST_LIMITS } from "./testing/definitions.ts";

type Seen = { pages: number; imports: QuickJsImports; calls: [string, ...number[]][]; source: string };
type Change = Readonly<Record<string, (...args: number[]) => number>>;

const always = (value: number) => () => value;

/** An engine that gives this text whatever it is asked; `change`: exports that do otherwise. */
function engineThat(
  gives: string,
  change: (seen: Seen) => Change = () => ({}),
): { seen: Seen; instantiate: Instantiate } {
  const seen: Seen = { pages: 0, imports: {}, calls: [], source: "" };
  const instantiate: Instantiate = (imports, pages) => {
    Object.assign(seen, { pages, imports, calls: [] });
    const memory = { buffer: new ArrayBuffer(1 << 20) };
    const put = (text: string, at: number) => {
      new Uint8Array(memory.buffer).set(utf8Encode(`${text}\0`), at);
      return at;
    };
    let next = 600_000;
    const own: Change = {
      w: (length = 0) => {
        next += length;
        return next - length;
      },
      L: always(11),
      O: always(12),
      qa: (_context, at = 0, length = 0) => {
        seen.source = utf8Decode(new Uint8Array(memory.buffer).slice(at, at + length)) ?? "";
        return 13;
      },
      oa: () => 0,
      sa: () => put("string", 16),
      aa: () => put(gives, 64),
      ...change(seen),
    };
    const letters = ["v", "w", "z", "E", "L", "O", "aa", "oa", "qa", "sa", "Ga"];
    const exports = letters.map((letter) => [
      letter,
      (...args: number[]) => {
        seen.calls.push([letter, ...args]);
        return own[letter]?.(...args) ?? 0;
      },
    ]);
    return { memory, exports: Object.fromEntries(exports) as Record<string, unknown> };
  };
  return { seen, instantiate };
}

const ran = (gives: string, job: Job = jobOf()) => runDefinition(engineThat(gives).instantiate, job);
const output = (change: Partial<ReturnType<typeof functionOf>["output"]>) => ({
  output: { ...functionOf().output, ...change },
});
const limited = (change: Partial<typeof TEST_LIMITS>) => ({ limits: { ...TEST_LIMITS, ...change } });

test("what code gave is compared with what was signed, and its hash and steps are told", () => {
  expect(ran("=[1,2,3]")).toEqual({
    ...{ result: "match", ticks: 0, outputSha256: hexEncode(sha256(utf8Encode("[1,2,3]"))) },
    output: { status: null, body: utf8Encode("[1,2,3]") },
  });
  expect(ran("=[1, 2, 3]").result).toBe("match");
  expect(ran("=[3,2,1]")).toMatchObject({ result: "mismatch", ticks: 0 });
});

test("a status is part of the answer where the definition judges it, and none is read where it does not", () => {
  const judging = (status: number) => jobOf(output({ compare: "response" }), answered("[3,1,2]", "[1,2,3]", status));
  expect([ran("=200 [1,2,3]", judging(200)).result, ran("=201 [1,2,3]", judging(200)).result]).toEqual([
    "match",
    "mismatch",
  ]);
  expect(ran("=402 [1,2,3]", judging(402)).output).toEqual({ status: 402, body: utf8Encode("[1,2,3]") });
  // Text with a space is the whole body otherwise.
  expect(ran('="a b"', jobOf({}, answered("[1]", '"a b"')))).toMatchObject({
    result: "match",
    output: { status: null },
  });
  const rule = functionOf().output;
  const { response } = answered("[1]", "[1]", 500);
  expect([null, 500, 200].map((status) => isSameAnswer(rule, { status, body: response.body }, response))).toEqual([
    ...[true, true, false],
  ]);
});

test("an answer in bytes is read from hex, and what is no hex, no JSON or too long convicts nobody", () => {
  const bytes = output({ body: "bytes" });
  const job = jobOf(bytes, answered("[1]", "hi"));
  expect(
    [ran("=6869", job), ran("=686A", job), ran("=68zz", job), ran("=686", job)].map(({ result }) => result),
  ).toEqual([...["match", "inconclusive:crash", "inconclusive:crash", "inconclusive:crash"]]);
  expect(ran("=", jobOf(bytes, answered("[1]", ""))).result).toBe("match");
  expect([ran('="\\ud800"'), ran('={"a":1,"a":1}'), ran("=")].map(({ result }) => result)).toEqual(
    Array(3).fill("inconclusive:crash"),
  );
  const short = (outputBytes: number) => ran("=[1,2,3]", jobOf(limited({ outputBytes }))).result;
  expect([short(7), short(6)]).toEqual(["match", "inconclusive:budget"]);
});

test("why an engine gave nothing is told in the words that everybody has, and any other word is a crash", () => {
  const reasons = ["budget", "memory", "stack", "float-output", "crash", "timeout", "toString", ""];
  expect(reasons.map((reason) => ran(`!${reason}`).result)).toEqual(
    ["budget", "memory", "stack", "float-output", ...Array(4).fill("crash")].map((reason) => `inconclusive:${reason}`),
  );
  expect(ran("[1,2,3]").result).toBe("inconclusive:crash");
});

test("code and state are those of their hashes, or missing; another engine's definition is not run", () => {
  const job = jobOf();
  const { definition } = job;
  const state = utf8Encode('{"a":1}');
  const stateful = { ...definition, state: { snapshot: hexEncode(sha256(state)), bytes: state.length, height: 1 } };
  const resultOf = (change: Partial<Job>) => ran("=[1,2,3]", { ...job, ...change } as Job).result;
  const code = job.material.code;
  expect(resultOf({ material: { code: undefined, state: undefined } })).toBe("inconclusive:missing-code");
  expect(resultOf({ material: { code: state, state: undefined } })).toBe("inconclusive:missing-code");
  const under = (given: Uint8Array | undefined) =>
    resultOf({ definition: stateful as CodedDefinition, material: { code, state: given } });
  expect([under(undefined), under(utf8Encode("{}")), under(state)]).toEqual([
    ...["inconclusive:missing-state", "inconclusive:missing-state", "match"],
  ]);
  // A state that nobody asked for does no harm.
  expect(resultOf({ material: { code, state } })).toBe("match");
  const other = { ...definition, runtime: { ...definition.runtime, wasmSha256: "00".repeat(32) } };
  expect(resultOf({ definition: other as unknown as CodedDefinition })).toBe("inconclusive:runtime-unavailable");
});

test("an input is as long as its limit at most, and a body that is no JSON judges nothing, the request's nor the answer's", () => {
  const { seen, instantiate } = engineThat("=[1,2,3]");
  const job = jobOf({ output: functionOf().output });
  runDefinition(instantiate, job);
  expect(seen.source).toContain("function sort(request)");
  // Code that has no state is given null, and not nothing, which would be no JSON.
  expect(seen.source).toContain('const state = parse("null");');
  const within = (inputBytes: number) => ran("=[1,2,3]", jobOf(limited({ inputBytes }))).result;
  const least = Array.from({ length: 400 }, (_, at) => at + 1).find((bytes) => within(bytes) === "match") ?? 0;
  expect(least).toBeGreaterThan(20);
  expect([within(least - 1), within(least)]).toEqual(["inconclusive:bad-input", "match"]);
  expect(ran("=[1]", jobOf({}, answered("not JSON", "[1]"))).result).toBe("inconclusive:bad-input");
  const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
  expect(ran("=[1]", jobOf({}, answered("[1]", deep))).result).toBe("inconclusive:bad-input");
});

test("of a predicate only true says that it holds", () => {
  const { output: _, ...coded } = functionOf();
  const job = { ...jobOf(), definition: { ...coded, kind: "predicate" } as CodedDefinition };
  expect(["=true", "=false", "=1", "=true "].map((gives) => ran(gives, job).result)).toEqual([
    ...["match", "mismatch", "mismatch", "mismatch"],
  ]);
  expect(ran("=false", job).output).toEqual({ status: null, body: utf8Encode("false") });
});

const evaluated = (change: (seen: Seen) => Change, gives = "=1") =>
  evaluate(engineThat(gives, change).instantiate, "1", TEST_LIMITS);

test("a run has as many ticks as its limit, and one more ends it, whatever it gives then", () => {
  const ticking = (count: number) =>
    evaluated((seen) => ({
      qa: () => {
        const said = Array.from({ length: count }, () => seen.imports.i?.() ?? 0);
        expect(said.indexOf(1)).toBe(count > TEST_LIMITS.ticks ? TEST_LIMITS.ticks : -1);
        return 13;
      },
    }));
  const { ticks } = TEST_LIMITS;
  expect([ticking(0), ticking(ticks), ticking(ticks + 1)]).toEqual([
    { text: "=1", ticks: 0 },
    { text: "=1", ticks },
    { ended: "budget", ticks: ticks + 1 },
  ]);
  // A run that was ended is not called a crash for it.
  const ended = evaluated((seen) => ({
    qa: () => {
      for (let n = 0; n <= ticks; n++) seen.imports.i?.();
      throw new Error("interrupted");
    },
  }));
  expect(ended).toEqual({ ended: "budget", ticks: ticks + 1 });
});

test("an engine that throws, has no memory left or gives no text ends the run, and never with an answer", () => {
  const thrower = (error: Error) => () => ({
    qa: () => {
      throw error;
    },
  });
  expect(evaluated(thrower(new RangeError("Maximum call stack size exceeded")))).toEqual({ ended: "stack", ticks: 0 });
  expect(evaluated(thrower(new TypeError("no")))).toEqual({ ended: "crash", ticks: 0 });
  const crash = { ended: "crash", ticks: 0 };
  expect(evaluated(() => ({ w: () => 0 }))).toEqual(crash);
  expect(evaluated(() => ({ oa: () => 14 }))).toEqual(crash);
  expect(evaluated(() => ({ sa: () => 64 }), "number")).toEqual(crash);
  expect(evaluated(() => ({ sa: () => 64, aa: () => 0 }), "string")).toEqual(crash);
  expect(evaluated(() => ({ aa: () => (1 << 20) + 1 }))).toEqual(crash);
  const away: Instantiate = () => {
    throw new Error("no memory");
  };
  expect(evaluate(away, "1", TEST_LIMITS)).toEqual({ ended: "runtime-unavailable", ticks: 0 });
});

test("code gets the limits of its definition and an engine without Date, Promise and Proxy, and no import leads out", () => {
  const { seen, instantiate } = engineThat("=1");
  evaluate(instantiate, "1 + 1", { ...TEST_LIMITS, memoryBytes: 1_048_577, stackBytes: 16_384 });
  expect(seen.pages).toBe(256 + 33);
  const called = (letter: string) => seen.calls.filter(([name]) => name === letter);
  expect([called("z"), called("E"), called("Ga")]).toEqual([[["z", 11, 1_048_577]], [["E", 11, 16_384]], [["Ga", 11]]]);
  // BaseObjects, Eval, StringNormalize, RegExp, JSON, MapSet, TypedArrays, BigInt.
  expect(called("O")).toEqual([["O", 11, 0b1011_0101_1101]]);
  expect(seen.source).toBe("1 + 1");
  const { imports } = seen;
  for (const name of ["b", "r", "s", "m", "n", "j", "t", "g", "h"]) expect(() => imports[name]?.(1, 2)).toThrow();
  expect(["l", "p", "k", "e", "u"].map((name) => imports[name]?.(1, 2))).toEqual([0, 0, 0, 0, 0]);
  expect(["d", "o", "c"].map((name) => imports[name]?.(1, 2))).toEqual([8, 8, 8]);
  expect([imports.q?.(0, 0, 512), imports.f?.(520, 524), imports.i?.()]).toEqual([0, 0, 0]);
});
