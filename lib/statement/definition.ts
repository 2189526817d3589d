/**
 * The definition of a deterministic service, `touchstone/definition/1` (docs/protocol/definitions.md): which answer is
 * right, so that anybody can check a signed one afterwards. Exact: an unknown field is refused.
 */
import { z } from "zod";
import { RUNTIME } from "./definition-runtime.ts";
import { base64, hexHash, instantText, line, paragraph } from "./fields.ts";

export const DEFINITION_SCHEMA = "touchstone/definition/1";

const count = (least: number, most: number) => z.int().min(least).max(most);

/**
 * What code may use at most. `ticks`: calls of the engine's interrupt handler, about 10,000 branches each, counted alike
 * everywhere. `wallMs`: real time, which ends what does not tick.
 */
export const limitsSchema = z.strictObject({
  ticks: count(1, 20_000),
  memoryBytes: count(1_048_576, 33_554_432),
  stackBytes: count(16_384, 131_072),
  inputBytes: count(1, 262_144),
  outputBytes: count(1, 262_144),
  wallMs: count(100, 10_000),
});
export type DefinitionLimits = z.infer<typeof limitsSchema>;

const CODE_MAX_BYTES = 65_536;
export const STATE_MAX_BYTES = 524_288;
export const MIN_TESTS = 3;

const bodyForm = z.enum(["json-jcs", "bytes"]);
export type BodyForm = z.infer<typeof bodyForm>;

/** A component identifier of RFC 9421, with `;req` for those of the request. Which ones are covered is for admission. */
const componentName = z
  .string()
  .regex(/^@?[a-z0-9][a-z0-9-]{0,63}(;req)?$/, "Must be a component such as @path;req or content-digest.");

const inputSchema = z.strictObject({
  from: z
    .array(componentName)
    .min(1)
    .max(16)
    .refine((names) => new Set(names).size === names.length, "Each component once."),
  body: bodyForm,
});

/** An RFC 6901 pointer; the whole document cannot be pointed at. */
const pointer = z
  .string()
  .max(200, { abort: true })
  .regex(/^(\/([^~/]|~[01])*)+$/, "Must be a JSON pointer such as /servedAt.");

const outputSchema = z
  .strictObject({
    /** `body`: only an answer with status 200 is judged, by its body. `response`: the status is judged too. */
    compare: z.enum(["body", "response"]),
    body: bodyForm,
    /** Places that may differ; of a JSON body only. */
    ignore: z.array(pointer).max(32),
    /**
     * `exact`: numbers are whole, up to 2^53 − 1, and compared as such. `decimal-string`: numbers stand as decimal strings,
     * which are equal when their values are.
     */
    numbers: z.enum(["exact", "decimal-string"]),
  })
  .refine(({ body, ignore }) => body === "json-jcs" || ignore.length === 0, {
    path: ["ignore"],
    message: "Bytes have no places to ignore.",
  });
export type OutputRule = z.infer<typeof outputSchema>;

/** The state that code reads: JSON by its hash, the same for every answer at that height. */
const stateSchema = z.union([
  z.literal("none"),
  z.strictObject({ snapshot: hexHash, bytes: count(1, STATE_MAX_BYTES), height: count(0, Number.MAX_SAFE_INTEGER) }),
]);

/** Answers that nobody can judge by this definition, whatever they say. */
const unattestableSchema = z
  .array(
    z.union([
      z.strictObject({ status: count(100, 599) }),
      z.strictObject({
        pathPrefix: z
          .string()
          .max(200, { abort: true })
          .regex(/^\/[!-~]*$/, "Must be the beginning of a path."),
      }),
      z.strictObject({
        pointer,
        is: z.union([z.string().max(200, { abort: true }), z.int(), z.boolean(), z.literal(null)]),
      }),
    ]),
  )
  .max(32);
export type UnattestableRule = z.infer<typeof unattestableSchema>[number];

/** Longest time after a definition's end in which its answers are still right. */
export const MAX_GRACE_SECONDS = 30 * 86_400;

const windowSchema = z
  .strictObject({ validFrom: instantText, validUntil: instantText, graceSeconds: count(0, MAX_GRACE_SECONDS) })
  .refine(({ validFrom, validUntil }) => validFrom < validUntil, {
    path: ["validUntil"],
    message: "Must be later than validFrom.",
  });

// Visible ASCII: what a header or a target can hold.
const ascii = (max: number) =>
  z
    .string()
    .max(max, { abort: true })
    .regex(/^[!-~]*$/, "Must be visible ASCII.");

const testBody = z.union([
  z.strictObject({ text: z.string().max(4_096, { abort: true }) }),
  z.strictObject({ base64: base64(5_464) }),
]);

const testExchange = z.strictObject({
  request: z.strictObject({
    method: z.string().regex(/^[A-Z]{1,16}$/, "Must be a method such as GET."),
    authority: ascii(255).min(1),
    path: z
      .string()
      .max(1_000, { abort: true })
      .regex(/^\/[!-~]*$/, "Must be a path in visible ASCII."),
    query: ascii(1_000),
    nonce: ascii(200).exactOptional(),
    tokenId: hexHash.exactOptional(),
    body: testBody.exactOptional(),
  }),
  response: z.strictObject({
    status: count(100, 599),
    contentType: z
      .string()
      .max(200, { abort: true })
      .regex(/^[ -~]*$/, "Must be printable ASCII."),
    body: testBody,
  }),
});
export type TestExchange = z.infer<typeof testExchange>;

/** Why a run said nothing: nobody is hurt. */
export const INCONCLUSIVE_REASONS = [
  "nondeterministic",
  "budget",
  "timeout",
  "memory",
  "stack",
  "missing-code",
  "missing-state",
  "bad-input",
  "out-of-window",
  "unattestable",
  "runtime-unavailable",
  "float-output",
  "crash",
] as const;
export type InconclusiveReason = (typeof INCONCLUSIVE_REASONS)[number];
export type RunResult = "match" | "mismatch" | `inconclusive:${InconclusiveReason}`;

const runResult = z.enum([
  "match",
  "mismatch",
  ...INCONCLUSIVE_REASONS.map((reason) => `inconclusive:${reason}` as const),
]);

const testsOf = (exchanges: number) =>
  z
    .array(
      z.strictObject({
        name: line(80),
        /** Two only where two answers are compared with each other. */
        exchanges: z.array(testExchange).length(exchanges),
        result: runResult,
      }),
    )
    .min(MIN_TESTS, `At least ${MIN_TESTS} tests.`)
    .max(32);

const always = {
  schema: z.literal(DEFINITION_SCHEMA),
  input: inputSchema,
  unattestable: unattestableSchema,
  window: windowSchema,
};

const runs = {
  runtime: z.strictObject({ id: z.literal(RUNTIME.id), wasmSha256: z.literal(RUNTIME.wasmSha256), abi: z.literal(1) }),
  code: z.strictObject({ sha256: hexHash, bytes: count(1, CODE_MAX_BYTES) }),
  entrypoint: z.string().regex(/^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/, "Must be the name of a function."),
  state: stateSchema,
  limits: limitsSchema,
};

const byKind = z.discriminatedUnion("kind", [
  z.strictObject({ ...always, kind: z.literal("content-address"), tests: testsOf(1) }),
  z.strictObject({
    ...always,
    kind: z.literal("equality"),
    output: outputSchema,
    state: stateSchema,
    tests: testsOf(2),
  }),
  z.strictObject({ ...always, ...runs, kind: z.literal("predicate"), tests: testsOf(1) }),
  z.strictObject({ ...always, ...runs, kind: z.literal("function"), output: outputSchema, tests: testsOf(1) }),
]);

/** All tests of one run together, at their longest: an index runs them for everybody who publishes. */
const TESTS_MAX_MS = 60_000;

export const definitionSchema = byKind.refine(
  (definition) => !("limits" in definition) || definition.limits.wallMs * definition.tests.length <= TESTS_MAX_MS,
  { path: ["limits", "wallMs"], message: "All tests together may take a minute: wallMs times their number." },
);
export type Definition = z.infer<typeof definitionSchema>;
export type DefinitionKind = Definition["kind"];
/** The snapshot that a definition reads; undefined for none. */
export function stateOf(definition: Definition): Exclude<z.infer<typeof stateSchema>, "none"> | undefined {
  return definition.kind === "content-address" || definition.state === "none" ? undefined : definition.state;
}

/** The code is the first public part, the state's snapshot the next. */
export const definitionPublishBody = z.strictObject({
  name: line(80),
  summary: paragraph(1_000).exactOptional(),
  definition: definitionSchema,
});
export type DefinitionPublishBody = z.infer<typeof definitionPublishBody>;

/** Why an index does not admit a version, in the order of the checks. */
export const ADMISSION_CHECKS = [
  "code-present",
  "state-present",
  "input-covered",
  "deterministic",
  "whole-output",
  "tests-pass",
  "can-be-wrong",
] as const;
export type AdmissionCheckName = (typeof ADMISSION_CHECKS)[number];

/** What an index found when it ran a version's tests. `results` fixes every outcome, so that anybody can compare. */
export const definitionAdmitBody = z
  .strictObject({
    /** Content address of the version. */
    definition: hexHash,
    outcome: z.enum(["admitted", "refused"]),
    /** The first check that failed. */
    failed: z.enum(ADMISSION_CHECKS).exactOptional(),
    /** SHA-256 of the canonical outcomes of all tests; absent when they could not be run. */
    results: hexHash.exactOptional(),
  })
  .refine(({ outcome, failed }) => (outcome === "refused") === (failed !== undefined), {
    path: ["failed"],
    message: "A refusal, and nothing else, names the check that failed.",
  });
export type DefinitionAdmitBody = z.infer<typeof definitionAdmitBody>;

export const definitionWithdrawBody = z.strictObject({ reason: line(200) });
export type DefinitionWithdrawBody = z.infer<typeof definitionWithdrawBody>;
