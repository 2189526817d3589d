/** Definitions for tests: small ones that do one thing, with honest tests of their own. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import { DEFINITION_SCHEMA, type DefinitionLimits, type TestExchange } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import type { AnsweredRequest } from "../answer.ts";
import type { Job } from "../run-definition.ts";

export const TEST_LIMITS: DefinitionLimits = {
  ticks: 200,
  memoryBytes: 4_194_304,
  stackBytes: 65_536,
  inputBytes: 65_536,
  outputBytes: 65_536,
  wallMs: 2_000,
};

export const TEST_WINDOW = {
  validFrom: "2026-11-22T10:00:00.000Z",
  validUntil: "2027-11-22T10:00:00.000Z",
  graceSeconds: 3_600,
};

export function exchangeOf(asked: string, answered: string, status = 200): TestExchange {
  return {
    request: { method: "POST", authority: "sort.example", path: "/sort", query: "?", body: { text: asked } },
    response: { status, contentType: "application/json", body: { text: answered } },
  };
}

export const SORT_CODE = `function sort(request) { return request.body.toSorted((a, b) => a - b); }`;

type Change = { code?: string; entrypoint?: string } & Partial<
  Omit<Extract<CodedDefinition, { kind: "function" }>, "code" | "kind" | "entrypoint">
>;

/** A function over a JSON body; sorts, unless the code is another. */
export function functionOf({
  code = SORT_CODE,
  entrypoint = "sort",
  ...change
}: Change = {}): Extract<CodedDefinition, { kind: "function" }> {
  const bytes = utf8Encode(code);
  return {
    schema: DEFINITION_SCHEMA,
    kind: "function",
    runtime: { ...RUNTIME },
    code: { sha256: hexEncode(sha256(bytes)), bytes: bytes.length },
    entrypoint,
    input: { from: ["@method;req", "@path;req", "content-digest;req"], body: "json-jcs" },
    output: { compare: "body", body: "json-jcs", ignore: [], numbers: "exact" },
    state: "none",
    limits: TEST_LIMITS,
    unattestable: [],
    window: TEST_WINDOW,
    tests: [
      { name: "numbers are put in order", exchanges: [exchangeOf("[3,1,2]", "[1,2,3]")], result: "match" },
      { name: "an empty list stays empty", exchanges: [exchangeOf("[]", "[]")], result: "match" },
      { name: "another order is wrong", exchanges: [exchangeOf("[3,1,2]", "[3,2,1]")], result: "mismatch" },
      { name: "one number stays alone", exchanges: [exchangeOf("[2]", "[2]")], result: "match" },
    ],
    ...change,
  };
}

export function answered(asked: string, answer: string, status = 200): AnsweredRequest {
  return {
    request: { method: "POST", authority: "sort.example", path: "/sort", query: "?", body: utf8Encode(asked) },
    response: { status, contentType: "application/json", body: utf8Encode(answer) },
  };
}

/**
 * What honest servers answered because of what a customer wrote: a character that was cut in two, one that was sent so, a
 * member twice, numbers that their languages count further than doubles or past them.
 */
export const CUSTOMERS_MADE = [
  ...[
    '{"short":"😀\\ud83d"}',
    '"\\udc00"',
    '{"a":1,"a":2}',
    '{"sum":1152921504606847001}',
    '{"a":1152921504606847000}',
    '{"x":1e400}',
  ],
  ...['{"x":NaN}', "[-Infinity]", '{"x":nan}', '\ufeff{"a":1}'],
];

/** The job of running this code once on this answer. */
export function jobOf(change: Change = {}, answer = answered("[3,1,2]", "[1,2,3]")): Job {
  const definition = functionOf(change);
  return { definition, material: { code: utf8Encode(change.code ?? SORT_CODE), state: undefined }, answer };
}
