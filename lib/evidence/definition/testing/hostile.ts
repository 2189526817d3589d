/** Definitions that want to harm whoever runs them, each with the only end that it may have. */
import type { RunResult } from "#lib/statement/definition.ts";

/** `code` defines `attack`. */
export type Hostile = { readonly name: string; readonly code: string; readonly ends: RunResult };

const one = (name: string, ends: string, body: string): Hostile => ({
  name,
  code: `function attack(request, state) { ${body} }`,
  ends: `inconclusive:${ends}` as RunResult,
});

/** Those that end by themselves or by a count, alike wherever they run. */
export const HOSTILE: readonly Hostile[] = [
  one("endless loop", "budget", "for (;;);"),
  { name: "endless loop while it is read", code: "for (;;); function attack() {}", ends: "inconclusive:budget" },
  one("endless loop that catches its own end", "budget", "for (;;) try { for (;;); } finally { continue; }"),
  one("regex bomb", "budget", `return /^(a+)+$/.test("a".repeat(60) + "b");`),
  one(
    "comparator that never ends",
    "budget",
    "return Array.from({ length: 1e3 }, (_, at) => at).sort(() => { for (let i = 0; i < 1e6; i++); return 1; });",
  ),
  one("BigInt bomb by shifts", "memory", "let x = 1n; for (;;) x <<= 65536n;"),
  one("BigInt bomb by a power", "memory", "return String(7n ** (2n ** 40n));"),
  one("8 GB at once", "memory", "return new ArrayBuffer(8 * 2 ** 30).byteLength;"),
  one("8 GB in small pieces", "memory", "const all = []; for (;;) all.push(new ArrayBuffer(1 << 20));"),
  one("objects without end", "memory", "const all = []; for (;;) all.push({});"),
  one("text without end", "memory", `let text = "x"; for (;;) text += text;`),
  one("generator drained", "memory", "return [...(function* () { for (;;) yield 1; })()];"),
  one("deep recursion", "stack", "return attack() + 1;"),
  one("output nested past what is read", "crash", "let o = {}; for (let i = 0; i < 1500; i++) o = { o }; return o;"),
  one("deep JSON", "stack", `return JSON.parse("[".repeat(1e5));`),
  one("clock", "crash", "return Date.now();"),
  one("randomness", "crash", "return Math.random();"),
  one("network", "crash", `return fetch("https://listener.example");`),
  one("module", "crash", `return import("node:fs");`),
  one("timer", "crash", "return setTimeout(() => 1, 1);"),
  one("locale", "crash", "return new Intl.NumberFormat().format(1);"),
  one("shared memory", "crash", "return new SharedArrayBuffer(8);"),
  one("promise that is never kept", "crash", "return new Promise(() => {});"),
  { name: "asynchronous function", code: "async function attack() { await 1; return 1; }", ends: "inconclusive:crash" },
  one("proxy", "crash", "return new Proxy({}, { get() { for (;;); } });"),
  one("getter that throws", "crash", "return { get answer() { throw 1; } };"),
  one("error whose message never ends", "budget", "throw { get message() { for (;;); } };"),
  one("cycle", "crash", "const a = []; a[0] = a; return a;"),
  one("no answer", "crash", ""),
  one("function as answer", "crash", "return attack;"),
  one("lone surrogate", "crash", `return "\\ud800";`),
  one("BigInt as answer", "crash", "return 1n;"),
  one("fraction", "float-output", "return [0.1 + 0.2];"),
  one("not a number", "float-output", "return { a: NaN };"),
  one("number past 2^53", "float-output", "return 2 ** 53;"),
  one("output past its limit", "budget", `return "x".repeat(1e5);`),
  { name: "unreadable code", code: "function attack({", ends: "inconclusive:crash" },
  { name: "code that swallows what follows", code: "function attack() { return 1; } /*", ends: "inconclusive:crash" },
  { name: "name that is no function", code: "const attack = 1;", ends: "inconclusive:crash" },
];

/** Work that the engine does not count: only the clock ends it. */
export const UNCOUNTED: readonly Hostile[] = [
  one("search in long text", "timeout", `const s = "a".repeat(1e6), t = "a".repeat(5e5) + "b"; for (;;) s.indexOf(t);`),
  one("typed array sorted for ever", "timeout", "const a = new Uint32Array(5e5); for (;;) a.sort();"),
];
