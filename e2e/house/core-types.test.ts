import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeScratch, type Scratch } from "./scratch-repository.ts";

const PLATFORM_TYPES: readonly [path: string, source: string][] = [
  ["lib/kernel/document.ts", "export const title = document.title;\n"],
  ["lib/log/process.ts", "export const pid = process.pid;\n"],
  ["lib/statement/buffer.ts", 'export const bytes = Buffer.from("00", "hex");\n'],
  ["lib/keys/crypto.ts", "export const key: CryptoKey | undefined = undefined;\n"],
  ["lib/disclosure/fetch.ts", 'export const answer = fetch("x");\n'],
  ["lib/reputation/dom.ts", "export const width = window.innerWidth;\n"],
  ["lib/evidence/url.ts", 'export const url = new URL("https://example.com");\n'],
  ["lib/state/text-encoder.ts", "export const encoder = new TextEncoder();\n"],
  ["lib/contract/timer.ts", "export const timer = setTimeout(() => undefined, 1);\n"],
  ["lib/contract/console.ts", 'export const print = () => console.log("x");\n'],
  ["lib/kernel/node-module.ts", 'export { readFileSync } from "node:fs";\n'],
];

const STRICTNESS: readonly [path: string, source: string, code: string][] = [
  ["lib/kernel/unchecked-index.ts", "const list: number[] = [];\nexport const first: number = list[0];\n", "TS2322"],
  ["lib/kernel/exact-optional.ts", "type T = { a?: number };\nexport const t: T = { a: undefined };\n", "TS2375"],
  ["lib/kernel/not-erasable.ts", "export class C {\n  constructor(readonly x: number) {}\n}\n", "TS1294"],
];

describe("the compiler still guards the core", () => {
  let scratch: Scratch;
  let output: string;

  beforeAll(() => {
    scratch = makeScratch({
      ...Object.fromEntries(PLATFORM_TYPES),
      ...Object.fromEntries(STRICTNESS.map(([path, source]) => [path, source])),
      "lib/kernel/conforms.ts": "export const double = (bytes: Uint8Array): number => bytes.length * 2;\n",
    });
    output = scratch.run("tsc", ["-p", "tsconfig.core.json", "--pretty", "false"]).output;
  });
  afterAll(() => scratch.remove());

  test.each(PLATFORM_TYPES)("%s uses a platform type and is refused", (path) => {
    expect(output).toMatch(new RegExp(`^${path}\\(\\d+,\\d+\\): error TS\\d+`, "m"));
  });
  test.each(STRICTNESS)("%s breaks a strictness rule and is refused", (path, _source, code) => {
    expect(output).toMatch(new RegExp(`^${path}\\(\\d+,\\d+\\): error ${code}`, "m"));
  });
  test("pure code passes", () => {
    expect(output).not.toContain("lib/kernel/conforms.ts");
  });
});
