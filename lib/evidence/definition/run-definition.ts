/** One run of a definition over one answer, in one host: match, mismatch, or inconclusive with the reason. */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import type { InconclusiveReason, OutputRule, RunResult } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import type { AnsweredRequest } from "./answer.ts";
import { jsonBody, sameBody } from "./compare.ts";
import { programOf } from "./harness.ts";
import { inputBytes, inputOf } from "./input.ts";
import { evaluate, type Instantiate } from "./quickjs.ts";

/** `ticks` and `outputSha256` are the same wherever the run ends by itself; what a host ended by force has neither. */
export type Run = {
  readonly result: RunResult;
  readonly ticks: number;
  /** SHA-256 of what the code gave, hex; null when it gave nothing. */
  readonly outputSha256: string | null;
  /** What the code gave, for people to look at. */
  readonly output: Output | null;
};

/** `status`: null where the definition does not judge it. A predicate's body is `true` or `false`. */
export type Output = { readonly status: number | null; readonly body: Uint8Array };

/** What a run needs beside the definition. Bytes of the wrong hash count as missing. */
export type Material = { readonly code: Uint8Array | undefined; readonly state: Uint8Array | undefined };

export type Job = {
  readonly definition: CodedDefinition;
  readonly material: Material;
  readonly answer: AnsweredRequest;
};

export function inconclusive(reason: InconclusiveReason, ticks = 0): Run {
  return { result: `inconclusive:${reason}`, ticks, outputSha256: null, output: null };
}

/** Runs once in the instances that `instantiate` makes. Wall-clock time is the host's to limit. Total. */
export function runDefinition(instantiate: Instantiate, { definition, material, answer }: Job): Run {
  if (definition.runtime.wasmSha256 !== RUNTIME.wasmSha256) return inconclusive("runtime-unavailable");
  const code = textOf(material.code, definition.code.sha256);
  if (code === undefined) return inconclusive("missing-code");
  const state = definition.state === "none" ? undefined : textOf(material.state, definition.state.snapshot);
  if (definition.state !== "none" && state === undefined) return inconclusive("missing-state");
  const input = inputOf(definition, answer);
  if (input === undefined) return inconclusive("bad-input");
  if (inputBytes(input) > definition.limits.inputBytes) return inconclusive("bad-input");
  const done = evaluate(instantiate, programOf({ definition, code, input, state }), definition.limits);
  if ("ended" in done) return inconclusive(done.ended, done.ticks);
  if (!done.text.startsWith("=")) return inconclusive(reasonOf(done.text.slice(1)), done.ticks);
  const output = outputOf(definition, done.text.slice(1));
  if (typeof output === "string") return inconclusive(output, done.ticks);
  const right = isRight(definition, output, answer);
  if (right === undefined) return inconclusive("bad-input", done.ticks);
  return {
    result: right ? "match" : "mismatch",
    ticks: done.ticks,
    outputSha256: hexEncode(sha256(utf8Encode(done.text.slice(1)))),
    output,
  };
}

function textOf(bytes: Uint8Array | undefined, hash: string): string | undefined {
  return bytes === undefined || hexEncode(sha256(bytes)) !== hash ? undefined : utf8Decode(bytes);
}

/** Reasons that the harness can give; whatever else comes is code that went wrong. */
function reasonOf(text: string): InconclusiveReason {
  const known = ["budget", "memory", "stack", "float-output", "nondeterministic"] as const;
  return known.find((reason) => reason === text) ?? "crash";
}

function outputOf(definition: CodedDefinition, text: string): Output | InconclusiveReason {
  if (definition.kind === "predicate") return { status: null, body: utf8Encode(text) };
  const { compare, body: form } = definition.output;
  const space = compare === "response" ? text.indexOf(" ") : -1;
  const rest = text.slice(space + 1);
  const body = form === "bytes" ? hexDecode(rest) : utf8Encode(rest);
  // A lone surrogate comes as an escape, which is no strict JSON.
  if (body === undefined || (form === "json-jcs" && jsonBody(body) === undefined)) return "crash";
  if (body.length > definition.limits.outputBytes) return "budget";
  return { status: compare === "response" ? Number(text.slice(0, space)) : null, body };
}

function isRight(definition: CodedDefinition, output: Output, { response }: AnsweredRequest): boolean | undefined {
  if (definition.kind === "predicate") return utf8Decode(output.body) === "true";
  return isSameAnswer(definition.output, output, response);
}

/** Undefined when a body is not read. */
export function isSameAnswer(
  rule: OutputRule,
  expected: Output,
  actual: AnsweredRequest["response"],
): boolean | undefined {
  if (expected.status !== null && expected.status !== actual.status) return false;
  return sameBody(rule, expected.body, actual.body);
}
