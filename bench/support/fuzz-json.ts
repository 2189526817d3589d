/**
 * The body of the JSON fuzz: generated documents, well-formed and broken, against the strict parser's promises.
 * The kernel's tests run it with 10^4 inputs, the benchmark with 10^5 and a clock.
 */

import {
  canonicalBytes,
  canonicalText,
  checkStatementProfile,
  isJsonObject,
  JSON_LIMITS,
  type JsonValue,
  parseCanonical,
  parseJson,
} from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";

export type FuzzReport = {
  readonly inputs: number;
  readonly accepted: number;
  readonly canonical: number;
  /** Refusals of the parser by code. */
  readonly refused: Readonly<Record<string, number>>;
  /** Time of the slowest input in milliseconds, the better of two runs; 0 without a clock. */
  readonly slowestMs: number;
  /** Broken promises, each with the input as text; empty when all is well. */
  readonly failures: readonly string[];
};

type FuzzOptions = {
  readonly seed: number;
  readonly inputs: number;
  /** Monotonic milliseconds, when the time of the slowest input is wanted. */
  readonly now?: () => number;
};

const CODES = new Set(["malformed", "duplicate-key", "too-large", "too-deep"]);

/** Runs `inputs` generated documents. Total: a parser that throws is a failure in the report. */
export function fuzzJson({ seed, inputs, now = () => 0 }: FuzzOptions): FuzzReport {
  const dice = diceOf(seed);
  const refused: Record<string, number> = {};
  const failures: string[] = [];
  let accepted = 0;
  let canonical = 0;
  let slowestMs = 0;
  for (let i = 0; i < inputs; i++) {
    const { bytes, value } = generate(dice);
    const [outcome, elapsedMs] = timed(bytes, value, now);
    // A pause of the machine is not the input's: only what is slow a second time counts.
    if (elapsedMs > slowestMs) slowestMs = Math.max(slowestMs, Math.min(elapsedMs, timed(bytes, value, now)[1]));
    if (outcome.breach !== undefined)
      failures.push(`${outcome.breach}: ${new TextDecoder().decode(bytes).slice(0, 200)}`);
    if (outcome.refusal !== undefined) refused[outcome.refusal.code] = (refused[outcome.refusal.code] ?? 0) + 1;
    else accepted++;
    if (outcome.canonical) canonical++;
  }
  return { inputs, accepted, canonical, refused, slowestMs, failures };
}

function timed(bytes: Uint8Array, value: JsonValue | undefined, now: () => number): [Outcome, number] {
  const start = now();
  const outcome = tryInput(bytes, value);
  return [outcome, now() - start];
}

type Outcome = { readonly canonical: boolean; readonly refusal?: Refusal; readonly breach?: string };

function tryInput(bytes: Uint8Array, value: JsonValue | undefined): Outcome {
  try {
    const strict = parseCanonical(bytes);
    const parsed = parseJson(bytes);
    if (!parsed.ok) {
      const breach = breachOfRefusal(parsed.error) ?? (strict.ok ? "canonical but not JSON" : undefined);
      return { canonical: false, refusal: parsed.error, ...breachOf(breach) };
    }
    return { canonical: strict.ok, ...breachOf(breachOfValue(bytes, parsed.value, value, strict.ok)) };
  } catch (error) {
    return { canonical: false, breach: `thrown ${String(error)}` };
  }
}

function breachOf(breach: string | undefined): { breach?: string } {
  return breach === undefined ? {} : { breach };
}

function breachOfRefusal({ code, pointer, detail }: Refusal): string | undefined {
  if (!CODES.has(code)) return `unexpected code ${code}`;
  if (!/^(\/([^~/]|~[01])*)*$/s.test(pointer)) return `not a pointer ${pointer}`;
  return detail.endsWith(".") ? undefined : `no sentence: ${detail}`;
}

function breachOfValue(bytes: Uint8Array, read: JsonValue, meant: JsonValue | undefined, strict: boolean) {
  const text = canonicalText(read);
  if (meant !== undefined && text !== canonicalText(meant)) return "another value than was written";
  // What the strict parser reads, the platform's must read alike: it is the more lenient of the two. Documents with
  // escapes are left out, since V8 misreads some: after JSON.parse of {"\\":1}, the key "\u0022" of another document is
  // read as a backslash (Node 24.21).
  const document = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const lenient: JsonValue = document.includes("\\") ? read : JSON.parse(document);
  if (canonicalText(lenient) !== text) return "another value than JSON.parse reads";
  const written = canonicalBytes(read);
  const isCanonical = written.length === bytes.length && written.every((byte, i) => byte === bytes[i]);
  if (strict !== (isCanonical && checkStatementProfile(read) === undefined)) return "canonical check disagrees";
  const again = parseJson(written, { ...JSON_LIMITS, maxBytes: JSON_LIMITS.maxBytes * 2 });
  if (!again.ok || canonicalText(again.value) !== text) return "canonical form does not read back";
  return undefined;
}

type Dice = (sides: number) => number;

/** mulberry32: small, seeded, good enough to choose test inputs. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

/** One input; `value` is given when the bytes are a well-formed document of it. */
function generate(dice: Dice): { bytes: Uint8Array; value?: JsonValue } {
  const encoder = new TextEncoder();
  const kind = dice(10);
  if (kind === 0) return { bytes: encoder.encode(bomb(dice)) };
  if (kind === 1) return { bytes: Uint8Array.from({ length: dice(60) }, () => dice(256)) };
  if (kind === 2) return { bytes: encoder.encode(letters(dice, GRAMMAR, 40)) };
  const value = randomValue(dice, 4);
  if (kind <= 4) return { bytes: canonicalBytes(value), value };
  const loose = encoder.encode(looseText(dice, value));
  return kind <= 6 ? { bytes: loose, value } : { bytes: mutate(dice, loose) };
}

const GRAMMAR = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  '"a"',
  '"b":',
  "0",
  "-",
  "1",
  ".",
  "e",
  "+",
  "true",
  "null",
  " ",
  "\\u",
  "d800",
];

function letters(dice: Dice, choices: readonly string[], most: number): string {
  let text = "";
  for (let left = dice(most); left > 0; left--) text += choices[dice(choices.length)] ?? "";
  return text;
}

/** Documents that cost a careless parser memory, stack or time. */
function bomb(dice: Dice): string {
  const size = 20 + dice(2000);
  switch (dice(6)) {
    case 0:
      return "[".repeat(size);
    case 1:
      return '{"a":'.repeat(size);
    case 2:
      return `{${Array.from({ length: size }, (_, i) => `"k${i}":0`).join(",")}}`;
    case 3:
      return `${"1".repeat(size)}${dice(2) === 0 ? "" : `e${"9".repeat(dice(400))}`}`;
    case 4:
      return `{"same":${size},"\\u0073ame":${"[".repeat(dice(3))}`;
    default:
      return `"${"\\ud83d\\ude00".repeat(size)}`;
  }
}

const WORDS = [
  "",
  "a",
  "é",
  "e\u0301",
  "€",
  "😀",
  "\u0000",
  "\u001f",
  '"',
  "\\",
  "/",
  "~",
  "\u2028",
  "\uffff",
  "__proto__",
  "constructor",
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.1,
  1e21,
  1e-7,
  5e-324,
  1.7976931348623157e308,
  2 ** 53 - 1,
  2 ** 53,
  295147905179352830000,
];

function randomValue(dice: Dice, depth: number): JsonValue {
  switch (dice(depth > 0 ? 7 : 4)) {
    case 0:
      return [null, true, false][dice(3)] ?? null;
    case 1:
      return NUMBERS[dice(NUMBERS.length)] ?? 0;
    case 2:
      return dice(1_000_000) - 500_000;
    case 3:
      return letters(dice, WORDS, 6);
    case 4:
      return Array.from({ length: dice(5) }, () => randomValue(dice, depth - 1));
    default: {
      const members = Array.from({ length: dice(5) }, () => [letters(dice, WORDS, 3), randomValue(dice, depth - 1)]);
      return Object.fromEntries(members);
    }
  }
}

/** A document of the value with free white space, member order, escapes and number forms. */
function looseText(dice: Dice, value: JsonValue): string {
  const space = () => letters(dice, [" ", "\n", "\t", "\r"], 3);
  if (Array.isArray(value)) {
    return `${space()}[${value.map((element) => looseText(dice, element)).join(",") || space()}]${space()}`;
  }
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([key, member]) => `${space()}${looseString(dice, key)}${space()}:${looseText(dice, member)}`,
    );
    if (dice(2) === 0) members.reverse();
    return `${space()}{${members.join(",") || space()}}${space()}`;
  }
  if (typeof value === "string") return space() + looseString(dice, value) + space();
  if (typeof value === "number" && dice(3) === 0) return value.toExponential() + space();
  return space() + canonicalText(value) + space();
}

function looseString(dice: Dice, text: string): string {
  if (dice(2) === 0) return JSON.stringify(text);
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${dice(2) === 0 ? unit : unit.toUpperCase()}`).join("")}"`;
}

function mutate(dice: Dice, document: Uint8Array): Uint8Array {
  const bytes = [...document];
  for (let left = 1 + dice(3); left > 0; left--) {
    const at = dice(bytes.length + 1);
    switch (dice(4)) {
      case 0:
        bytes.splice(at, 1);
        break;
      case 1:
        bytes.splice(at, 0, dice(256));
        break;
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, at + dice(12)));
        break;
      default:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8));
    }
  }
  return Uint8Array.from(bytes);
}
