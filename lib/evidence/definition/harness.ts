/**
 * The program that runs in the sandbox: it takes away what no definition may have, reads the input, calls the definition's
 * function and writes the answer as text. Nothing but text crosses the border, so that no object of ours is at hand to
 * play with.
 */
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import { ALIKE } from "./alike.ts";
import type { Input } from "./input.ts";

/** Everything the code sees. `state`: JSON text, or undefined for none. */
export type Program = {
  readonly definition: CodedDefinition;
  readonly code: string;
  readonly input: Input;
  readonly state: string | undefined;
};

/** What the engine brings along and no definition is promised: reading other code, other threads, later. */
const TAKEN_AWAY = ["eval", "queueMicrotask", "SharedArrayBuffer", "Atomics", "performance", "gc", "navigator"];

/** What the engine says when it refuses to go on, and the reason that this is. */
const ENGINE_WORDS = [
  ["out of memory", "memory"],
  ["invalid array buffer length", "memory"],
  ["BigInt is too large to allocate", "memory"],
  ["BigInt is too large", "memory"],
  ["string too long", "memory"],
  ["Maximum call stack size exceeded", "stack"],
];

/**
 * Evaluates to "=" and the output, or to "!" and the reason why there is none.
 *
 * The functions that it relies on are kept before the definition's code is read, which may replace them: for itself.
 */
export function programOf({ definition, code, input, state }: Program): string {
  const literal = (value: unknown) => JSON.stringify(value);
  const rule = definition.kind === "function" ? definition.output : undefined;
  const outputForm = rule === undefined ? "predicate" : rule.body;
  return `(() => {
"use strict";
const { stringify, parse } = JSON;
const { isSafeInteger } = Number;
const evaluate = eval, Bytes = Uint8Array, parseHex = parseInt, keep = Object.freeze;
const { apply } = Reflect, { slice } = String.prototype;
const byteLength = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Bytes.prototype), "length").get;
const hexOf = [];
for (let byte = 0; byte < 256; byte++) hexOf[byte] = (byte < 16 ? "0" : "") + byte.toString(16);
for (const name of ${literal(TAKEN_AWAY)}) delete globalThis[name];
${ALIKE}
const bytesOf = (hex) => {
  const bytes = new Bytes(hex.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = parseHex(apply(slice, hex, [2 * at, 2 * at + 2]), 16);
  return bytes;
};
const hexText = (bytes) => {
  const length = apply(byteLength, bytes, []);
  if (length > ${definition.limits.outputBytes}) throw "budget";
  let text = "";
  for (let at = 0; at < length; at++) text += hexOf[bytes[at]];
  return text;
};
const why = (error) => {
  try {
    if (isApart()) return "nondeterministic";
    if (error === "budget" || error === "float-output") return error;
    const message = wordsOf(error);
    for (const [words, reason] of ${literal(ENGINE_WORDS)}) if (message === words) return reason;
  } catch {}
  return "crash";
};
let floats = false;
const number = (key, value) => {
  if (typeof value === "number" && ${rule?.numbers === "decimal-string" ? "true" : "!isSafeInteger(value)"}) floats = true;
  return value;
};
const written = (value) => {
  const text = stringify(value, number);
  if (typeof text !== "string") throw "crash";
  if (floats) throw "float-output";
  if (text.length > ${definition.limits.outputBytes}) throw "budget";
  return text;
};
const FORMS = {
  predicate: (value) => { if (value !== true && value !== false) throw "crash"; return value ? "true" : "false"; },
  "json-jcs": written,
  bytes: hexText,
};
const output = FORMS[${literal(outputForm)}];
const answer = ${
    rule?.compare === "response"
      ? `(value) => { const { status, body } = value; if (!isSafeInteger(status)) throw "crash"; return status + " " + output(body); }`
      : "output"
  };
try {
  const input = parse(${literal(literal(input))});
  ${definition.input.body === "bytes" ? `for (const side of [input.request, input.response]) if (typeof side.body === "string") side.body = bytesOf(side.body);` : ""}
  const state = parse(${literal(state ?? "null")});
  const entry = evaluate(${literal(`"use strict";${code}\n;${definition.entrypoint}`)});
  if (typeof entry !== "function") throw "crash";
  const given = answer(${definition.kind === "predicate" ? "entry(input.request, input.response, state)" : "entry(input.request, state)"});
  return isApart() ? "!nondeterministic" : "=" + given;
} catch (error) {
  return "!" + why(error);
}
})()`;
}
