/**
 * A strict JSON parser over bytes: RFC 8259 with the I-JSON rules (RFC 7493) that make one document mean one value.
 *
 * `JSON.parse` keeps the last of two equal keys, rounds 2^53 + 1, turns 1e400 into Infinity and lets lone surrogates
 * through; each of these lets two readers of the same signed bytes see different statements. Here they are refused,
 * with a pointer to the place. One pass, linear time, recursion only below the depth cap.
 */

import { asciiText, codePointAt } from "./bytes.ts";
import { JSON_LIMITS, type JsonLimits, type JsonValue } from "./json-value.ts";
import { jsonPointer, type ProblemCode, type Refusal, refusal } from "./refusal.ts";
import { err, ok, type Result } from "./result.ts";

/** No caller may lift the depth cap past what recursion bears on every engine. */
const DEPTH_CEILING = 500;

/**
 * Reads one JSON document. `limits` that are left out are those of a log entry ({@link JSON_LIMITS}).
 *
 * Refusals: `too-large` (bytes, keys), `too-deep`, `duplicate-key`, and `malformed` for everything else: grammar,
 * trailing data, byte order mark, bad UTF-8, lone surrogates, numbers outside double precision's range, integer
 * literals that double precision would round to another integer. Total.
 */
export function parseJson(bytes: Uint8Array, limits: Partial<JsonLimits> = {}): Result<JsonValue, Refusal> {
  return new Reader(bytes, limits, -1).document();
}

/**
 * Pointer to the last member, element or root that starts at or before byte `offset` of a document that
 * {@link parseJson} accepts under the same limits. Total.
 */
export function pointerAtByte(bytes: Uint8Array, offset: number, limits: Partial<JsonLimits> = {}): string {
  const reader = new Reader(bytes, limits, offset);
  reader.document();
  return reader.watchedPointer();
}

const STOP = Symbol("stop");
type Step<T> = T | typeof STOP;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const DOT = 0x2e;
const ARRAY_OPEN = 0x5b;
const ARRAY_CLOSE = 0x5d;
const OBJECT_OPEN = 0x7b;
const OBJECT_CLOSE = 0x7d;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Reader {
  private readonly bytes: Uint8Array;
  private readonly maxBytes: number;
  private readonly maxDepth: number;
  private readonly maxKeys: number;
  /** Offset whose place is asked for, −1 when none is. */
  private readonly watch: number;
  private watched: readonly (string | number)[] = [];
  private readonly path: (string | number)[] = [];
  private at = 0;
  private keys = 0;
  private refusal: Refusal = refusal("malformed", "", "The document could not be read.");

  constructor(bytes: Uint8Array, limits: Partial<JsonLimits>, watch: number) {
    this.bytes = bytes;
    this.maxBytes = limits.maxBytes ?? JSON_LIMITS.maxBytes;
    this.maxDepth = Math.min(limits.maxDepth ?? JSON_LIMITS.maxDepth, DEPTH_CEILING);
    this.maxKeys = limits.maxKeys ?? JSON_LIMITS.maxKeys;
    this.watch = watch;
  }

  watchedPointer(): string {
    return jsonPointer(this.watched);
  }

  document(): Result<JsonValue, Refusal> {
    const { bytes } = this;
    if (bytes.length > this.maxBytes) {
      return err(
        refusal("too-large", "", `The document has ${bytes.length} bytes; at most ${this.maxBytes} are read.`),
      );
    }
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      return err(refusal("malformed", "", "The document starts with a byte order mark."));
    }
    this.skipSpace();
    const value = this.value(0);
    if (value === STOP) return err(this.refusal);
    this.skipSpace();
    if (this.at < bytes.length) {
      this.stop("malformed", `Something follows the document at byte ${this.at}.`);
      return err(this.refusal);
    }
    return ok(value);
  }

  /** A value below `depth` arrays and objects; the first byte of it is next. */
  private value(depth: number): Step<JsonValue> {
    const byte = this.bytes[this.at];
    switch (byte) {
      case QUOTE:
        return this.string();
      case OBJECT_OPEN:
        return this.object(depth + 1);
      case ARRAY_OPEN:
        return this.array(depth + 1);
      case 0x74:
        return this.literal("true", true);
      case 0x66:
        return this.literal("false", false);
      case 0x6e:
        return this.literal("null", null);
      default:
        return byte === MINUS || isDigit(byte) ? this.number() : this.unexpected("a value");
    }
  }

  private object(depth: number): Step<JsonValue> {
    if (depth > this.maxDepth) return this.tooDeep();
    const members: Record<string, JsonValue> = {};
    this.at++;
    this.skipSpace();
    if (this.bytes[this.at] === OBJECT_CLOSE) {
      this.at++;
      return members;
    }
    for (;;) {
      if (this.bytes[this.at] !== QUOTE) return this.unexpected("a key in quotes");
      const keyStart = this.at;
      const key = this.string();
      if (key === STOP) return STOP;
      this.path.push(key);
      if (keyStart <= this.watch) this.watched = [...this.path];
      if (++this.keys > this.maxKeys) {
        return this.stop("too-large", `The document has more than ${this.maxKeys} keys.`);
      }
      if (Object.hasOwn(members, key)) return this.stop("duplicate-key", "This key stands twice in its object.");
      this.skipSpace();
      if (this.bytes[this.at] !== COLON) return this.unexpected('":"');
      this.at++;
      this.skipSpace();
      const value = this.value(depth);
      if (value === STOP) return STOP;
      setOwn(members, key, value);
      this.path.pop();
      this.skipSpace();
      const next = this.bytes[this.at];
      if (next !== COMMA && next !== OBJECT_CLOSE) return this.unexpected('"," or "}"');
      this.at++;
      if (next === OBJECT_CLOSE) return members;
      this.skipSpace();
    }
  }

  private array(depth: number): Step<JsonValue> {
    if (depth > this.maxDepth) return this.tooDeep();
    const elements: JsonValue[] = [];
    this.at++;
    this.skipSpace();
    if (this.bytes[this.at] === ARRAY_CLOSE) {
      this.at++;
      return elements;
    }
    for (;;) {
      this.path.push(elements.length);
      if (this.at <= this.watch) this.watched = [...this.path];
      const value = this.value(depth);
      if (value === STOP) return STOP;
      elements.push(value);
      this.path.pop();
      this.skipSpace();
      const next = this.bytes[this.at];
      if (next !== COMMA && next !== ARRAY_CLOSE) return this.unexpected('"," or "]"');
      this.at++;
      if (next === ARRAY_CLOSE) return elements;
      this.skipSpace();
    }
  }

  /** A string; the opening quote is next. Runs of plain ASCII are copied whole. */
  private string(): Step<string> {
    const { bytes } = this;
    let text = "";
    let plainFrom = ++this.at;
    for (;;) {
      const byte = bytes[this.at];
      if (byte !== undefined && byte >= 0x20 && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH) {
        this.at++;
        continue;
      }
      text += asciiText(bytes, plainFrom, this.at);
      if (byte === QUOTE) {
        this.at++;
        return text;
      }
      if (byte === undefined) return this.stop("malformed", "The document ends inside a string.");
      const piece = byte === BACKSLASH ? this.escape() : this.multiByte(byte);
      if (piece === STOP) return STOP;
      text += piece;
      plainFrom = this.at;
    }
  }

  private multiByte(byte: number): Step<string> {
    if (byte < 0x20)
      return this.stop("malformed", `A control character stands unescaped in a string at byte ${this.at}.`);
    const code = codePointAt(this.bytes, this.at);
    if (code === undefined) return this.stop("malformed", `The bytes at ${this.at} are not UTF-8.`);
    this.at += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    return String.fromCodePoint(code);
  }

  /** An escape; its backslash is next. RFC 8259 section 7. */
  private escape(): Step<string> {
    const letter = String.fromCharCode(this.bytes[this.at + 1] ?? 0);
    if (letter !== "u") {
      const meant = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined;
      if (meant === undefined) return this.stop("malformed", `Unknown escape at byte ${this.at}.`);
      this.at += 2;
      return meant;
    }
    const unit = this.hexUnit();
    if (unit === undefined) return this.stop("malformed", `"\\u" without four hex digits at byte ${this.at}.`);
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    const low = unit < 0xdc00 ? this.hexUnit() : undefined;
    if (low === undefined || low < 0xdc00 || low > 0xdfff) {
      return this.stop("malformed", `A lone surrogate stands before byte ${this.at}.`);
    }
    return String.fromCharCode(unit, low);
  }

  /** The 16 bits of a `\uXXXX` that is next, which it steps over; undefined, without a step, when none is. */
  private hexUnit(): number | undefined {
    if (this.bytes[this.at] !== BACKSLASH || this.bytes[this.at + 1] !== 0x75) return undefined;
    let unit = 0;
    for (let i = 2; i < 6; i++) {
      const digit = hexValue(this.bytes[this.at + i]);
      if (digit < 0) return undefined;
      unit = unit * 16 + digit;
    }
    this.at += 6;
    return unit;
  }

  /** A number; its sign or first digit is next. RFC 8259 section 6. */
  private number(): Step<number> {
    const { bytes } = this;
    const start = this.at;
    if (bytes[this.at] === MINUS) this.at++;
    const leading = bytes[this.at];
    if (!this.digits()) return this.unexpected("a digit");
    if (leading === 0x30 && this.at - start > (bytes[start] === MINUS ? 2 : 1)) {
      return this.stop("malformed", `A number has a leading zero at byte ${start}.`);
    }
    let isInteger = true;
    if (bytes[this.at] === DOT) {
      isInteger = false;
      this.at++;
      if (!this.digits()) return this.unexpected("a digit");
    }
    if (bytes[this.at] === 0x65 || bytes[this.at] === 0x45) {
      isInteger = false;
      this.at++;
      if (bytes[this.at] === 0x2b || bytes[this.at] === MINUS) this.at++;
      if (!this.digits()) return this.unexpected("a digit");
    }
    const literal = asciiText(bytes, start, this.at);
    const value = Number(literal);
    if (!Number.isFinite(value)) return this.stop("malformed", "This number is outside the range of double precision.");
    if (isInteger && !Number.isSafeInteger(value) && String(value) !== literal) {
      return this.stop("malformed", "Double precision would change this integer; write it as a string.");
    }
    return value;
  }

  /** Steps over digits; whether there was one. */
  private digits(): boolean {
    const start = this.at;
    while (isDigit(this.bytes[this.at])) this.at++;
    return this.at > start;
  }

  private literal<T extends JsonValue>(word: string, value: T): Step<T> {
    for (let i = 0; i < word.length; i++) {
      if (this.bytes[this.at + i] !== word.charCodeAt(i)) return this.unexpected("a value");
    }
    this.at += word.length;
    return value;
  }

  private skipSpace(): void {
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return;
      this.at++;
    }
  }

  private unexpected(wanted: string): typeof STOP {
    const where = this.at < this.bytes.length ? `at byte ${this.at}` : "where the document ends";
    return this.stop("malformed", `Expected ${wanted} ${where}.`);
  }

  private tooDeep(): typeof STOP {
    return this.stop("too-deep", `The document is nested deeper than ${this.maxDepth} levels.`);
  }

  private stop(code: ProblemCode, detail: string): typeof STOP {
    this.refusal = refusal(code, jsonPointer(this.path), detail);
    return STOP;
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Assignment that also works for the key `__proto__`, which would otherwise set the object's prototype. */
function setOwn(members: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== "__proto__") members[key] = value;
  else Object.defineProperty(members, key, { value, writable: true, enumerable: true, configurable: true });
}
