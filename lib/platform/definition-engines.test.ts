/** The pinned engine against this one, V8: an honest service may run the very code of its definition here. */
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { answered, jobOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { readQuickJsFile } from "./node-quickjs-file.ts";
import { quickJsOf } from "./quickjs-instance.ts";

const instantiate = await quickJsOf(await readQuickJsFile());
if (instantiate === undefined) throw new Error("The pinned file is not there.");
const engine = instantiate;

const LIMITS = { ...TEST_LIMITS, ticks: 2_000, memoryBytes: 16_777_216 };

/** What the pinned engine gives for this body of a function of `asked`: the answer as JSON text, or why there is none. */
function pinned(code: string, asked: unknown = null): string {
  const source = `function f({ body: asked }) { ${code} }`;
  const answer = answered(JSON.stringify(asked), "null");
  const { result, output } = runDefinition(engine, jobOf({ code: source, entrypoint: "f", limits: LIMITS }, answer));
  return output === null ? result : (utf8Decode(output.body) ?? "");
}

/** The same of V8. */
function here(code: string, asked: unknown = null): string {
  return String(
    runInNewContext(`JSON.stringify((({ body: asked }) => { ${code} })(${JSON.stringify({ body: asked })}))`),
  );
}

const CRASHES = [
  'return "a".localeCompare("b");',
  "return (4500).toLocaleString();",
  "return [4500].toLocaleString();",
  "return new Uint16Array([4500]).toLocaleString();",
  "return ({}).toLocaleString();",
  'return "i".toLocaleUpperCase();',
  'return "I".toLocaleLowerCase();',
  ...[
    "pow",
    "exp",
    "log",
    "log10",
    "sin",
    "cos",
    "hypot",
    "tanh",
    "cbrt",
    "atan2",
    "f16round",
    "sumPrecise",
    "random",
  ].map((name) => `return Math.${name}(1, 2) > 0;`),
];

const DIFFER = [
  // Sorts whose order is the algorithm's.
  "return [{ k: 1, i: 0 }, { k: 1, i: 1 }].sort((a, b) => (a.k < b.k ? -1 : 1));",
  "return [{ k: 1, i: 0 }, { k: 1, i: 1 }].toSorted((a, b) => (a.k >= b.k ? 1 : -1));",
  "return [3, 1, 2].sort((a, b) => a > b);",
  "return [3, 1, 2].toSorted((a, b) => a < b);",
  "return [{ p: 3 }, {}, { p: 2 }].sort((a, b) => a.p - b.p).length;",
  'return ["b", 1, "a", 3, 2, "c", 0].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));',
  "return [...new Uint8Array([1, 3, 2, 3]).sort((a, b) => (a < b ? -1 : 1))];",
  "return [...new Float64Array([1, 3, 2]).toSorted((a, b) => b > a)];",
  "return Array.from({ length: 40 }, (_, at) => ({ at, k: (at * 7) % 3 })).sort((a, b) => ((a.k - b.k + 4) % 3) - 1).length;",
  "return [3, 1].sort(() => {});",
  // Digits that engines choose.
  "return (0.6016).toString(36);",
  "return (2 ** 60).toString(7);",
  'return parseInt("603489324652204948354329231597336", 36) > 1;',
  'return Number.parseInt("351541452933975033444927840867", 19) > 1;',
  // Patterns.
  String.raw`return /\p{Ll}/v.test("a");`,
  String.raw`return "a1".replace(/\p{L}/v, "");`,
  String.raw`return "a1".replaceAll(/[\p{L}]/gv, "");`,
  'return "a😀b".split(/😀/v);',
  'return [..."ab".matchAll(/a/gv)].length;',
  'return "ab".match(/b/v).index + "ab".search(/b/);',
  'return "ab".search(/b/v);',
  String.raw`return /\p{Lu}/iu.test("a");`,
  String.raw`return new RegExp("[^\\P{Lu}]", "iu").test("a");`,
  'try { return new RegExp("(?i:a)").test("A"); } catch { return false; }',
  // Words of the engine's own.
  "try { return asked.x; } catch (error) { return error.message; }",
  'try { return JSON.parse("{"); } catch (error) { return { error: String(error) }; }',
  'try { return decodeURIComponent("%"); } catch ({ message }) { return message; }',
  "return String(Object);",
  'const seen = {}; for (const word of ["the", "constructor"]) seen[word] = (seen[word] ?? 0) + 1; return seen;',
  "return (f + '').length;",
  // Classes under both flags: the pinned engine has no k and s in those without the others.
  String.raw`return "the sky".match(/[^\W_]+/giu);`,
  String.raw`return /\bk/iu.test("a k");`,
];

test("what goes by the locale, and mathematics whose last digit is each engine's own, are not there", () => {
  for (const code of CRASHES) expect({ code, gives: pinned(code) }).toEqual({ code, gives: "inconclusive:crash" });
});

test("where engines differ the run says nothing, also if the code catches what is thrown", () => {
  for (const code of DIFFER) {
    expect({ code, gives: pinned(code) }).toEqual({ code, gives: "inconclusive:nondeterministic" });
    const caught = `const g = () => { ${code} }; try { g(); } catch {} return 1;`;
    expect({ code, gives: pinned(caught) }).toEqual({ code, gives: "inconclusive:nondeterministic" });
  }
});

test("code that changes the built-ins changes them for itself, and hides no difference", () => {
  const spoils = `Array.prototype[Symbol.iterator] = Uint32Array.prototype.fill = null; globalThis.Uint32Array = Array;
    Reflect.apply = Object.defineProperty = RegExp.prototype.test = () => true; WeakMap.prototype.has = () => true;
    Error.prepareStackTrace = () => ""; Function.prototype.call = Function.prototype.apply = null;`;
  for (const code of [DIFFER[0], DIFFER[2], DIFFER[6], DIFFER[24]])
    expect({ code, gives: pinned(`${spoils} ${code}`) }).toEqual({ code, gives: "inconclusive:nondeterministic" });
  expect(pinned(`${spoils} return [3, 1, 2].sort((a, b) => a - b);`)).toBe("[1,2,3]");
  // What stands in their place cannot be told from what was there.
  expect(pinned("return [[].sort.name, [].toSorted.length, parseInt.name, TypeError.length, Error.name];")).toBe(
    '["sort",1,"parseInt",1,"Error"]',
  );
});

const ALIKE = [
  "return [3, undefined, 1, , 2].sort((a, b) => a - b);",
  "return Array.prototype.sort.call({ length: 3, 0: 3, 1: 1 }, (a, b) => a - b);",
  'return ["b", 10, 9, "a", null].sort();',
  "return [...new Int8Array([3, -1, 2]).sort(), ...new Uint8Array([3, 1, 2]).toSorted((a, b) => b - a)];",
  "try { [1].sort(1); } catch (error) { return error instanceof TypeError; }",
  'return [(255).toString(16), (0.1).toString(), (1.5).toString(10), parseInt("ff", 16), String(parseInt("x"))];',
  "return [Math.round(2.5), Math.sqrt(16), Math.floor(-1.5), Math.max(1, 2), Math.imul(3, 4), String(Math.PI)];",
  String.raw`return "Grüße, Welt 1".replace(/[^\p{L}]+/gu, "-").split(/-/).concat("aB".match(/b/i), "x".search(/y/));`,
  'try { throw new RangeError("too far"); } catch (error) { return [error.message, String(error), error.name]; }',
  `class Mine extends TypeError { constructor(words) { super(words, { cause: 1 }); this.name = "Mine"; } }
   try { throw new Mine("no"); } catch (error) {
     return [String(error), error instanceof Mine, error instanceof TypeError, error instanceof Error, error.cause, error]; }`,
  'try { throw { message: "mine" }; } catch ({ message }) { return message; }',
  "try { return asked.x; } catch (error) { return [error.name, error instanceof TypeError, error.constructor === TypeError]; }",
  'try { JSON.parse("{"); } catch (error) { error.message = "mine"; return String(error); }',
  'try { throw new AggregateError([Error("a")], "b"); } catch (error) { return error.errors[0].message + error.message; }',
  'const error = new Error("a"); Error.captureStackTrace(error); return error.message;',
];

test("what all engines compute alike is as it was", () => {
  for (const code of ALIKE) expect({ code, gives: pinned(code) }).toEqual({ code, gives: here(code) });
});

test("whole numbers below 2^53 have the powers that they have here", () => {
  const code = `const powers = [];
    for (let base = -40; base <= 40; base++)
      for (let by = 0; by < 34; by++) if (Math.abs(base ** by) < 2 ** 53) powers.push(base ** by);
    return powers;`;
  expect(pinned(code)).toBe(here(code));
});

const small = fc.integer({ min: 0, max: 4 });
const item = fc.record({ k: fc.oneof(small, fc.constantFrom("a", "b", "c"), fc.constant(null)), j: small });

test("a sort comes out as here or says nothing, and always comes out where the comparison orders what it sorts", () => {
  const by = (compare: string) => `return asked.map((x, at) => ({ ...x, at })).toSorted((a, b) => ${compare});`;
  const ordered = ["a.j - b.j", "b.j - a.j || a.at - b.at", "(a.j > b.j) - (a.j < b.j)", "0"];
  const odd = [
    "a.k < b.k ? -1 : a.k > b.k ? 1 : 0",
    "a.k - b.k",
    "a.j - b.k",
    "((a.j - b.j + 7) % 3) - 1",
    "a.j < b.j ? -1 : 1",
  ];
  const lists = fc.sample(fc.array(item, { maxLength: 40 }), { numRuns: 60, seed: 253 });
  const each = (compare: string) => `return asked.map((asked) => { ${by(compare)} });`;
  for (const compare of ordered) expect(pinned(each(compare), lists)).toBe(here(each(compare), lists));
  const ends = odd.flatMap((compare) =>
    lists.slice(0, 12).map((list) => {
      const ended = pinned(by(compare), list);
      expect([here(by(compare), list), "inconclusive:nondeterministic"]).toContain(ended);
      return ended;
    }),
  );
  expect(ends.filter((ended) => ended === "inconclusive:nondeterministic").length).toBeGreaterThan(30);
});

test("to look at a comparison takes about as many calls of it as the sort itself", () => {
  const counted = (length: number) =>
    `let n = 0, x = 1; const list = Array.from({ length: ${length} }, () => (x = (x * 16807) % 2147483647));
     list.sort((a, b) => { n++; return a - b; }); return n;`;
  for (const length of [2, 16, 100, 1_000]) {
    const most = 2.5 * length * Math.ceil(Math.log2(length)) + 2 * length;
    expect(Number(pinned(counted(length)))).toBeLessThanOrEqual(most);
  }
});
