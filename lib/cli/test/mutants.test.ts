/** The small faults of `npm run bench -- mutants`. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EQUIVALENT } from "#bench/support/mutants/equivalent.ts";
import { applyMutant, listMutants } from "#bench/support/mutants/list-mutants.ts";

const changed = (source: string) =>
  listMutants("x.ts", source).map((mutant) => applyMutant(source, mutant).replaceAll(/\s+/g, " ").trim());

test("each operator, constant, condition, call and statement is changed once, and nothing else of the text", () => {
  expect(changed("const a = b < c;")).toEqual(["const a = b <= c;"]);
  expect(changed("f(x => x + 1n);")).toEqual([";", "f(x => x - 1n);", "f(x => x + 2n);"]);
  expect(changed("if (a && !b) throw e;")).toEqual([
    "if (!(a && !b)) throw e;",
    "if (a || !b) throw e;",
    "if (a && b) throw e;",
    "if (a && !b) ;",
  ]);
  expect(changed("const all = rows.every(isTrue) ?? true;")).toEqual([
    "const all = rows.every(isTrue);",
    "const all = rows.some(isTrue) ?? true;",
    "const all = rows.every(isTrue) ?? false;",
  ]);
});

test("types, imports, names, joined texts and what only the compiler asks for are left alone", () => {
  for (const source of [
    "type A = { a: 1 } | true;",
    'import a from "a";',
    "const a: 1 = b as 1;",
    'const a = "b" + c + `d`;',
    "const a = bytes[i] ?? 0;",
    "const a = rows[i]?.size ?? 0;",
  ])
    expect(changed(source), source).toEqual([]);
});

test("a mutant says the line of its place, and the whole text is parsed with it", () => {
  const source = "\nconst a = 1;\n\nconst b = a === 2 ? 3 : 4;\n";
  const mutants = listMutants("x.ts", source);
  expect(mutants.map(({ line, kind }) => [line, kind])).toEqual([
    [2, "constant"],
    ...[4, 4, 4, 4].map((line, at) => [line, at === 0 ? "comparison" : "constant"]),
  ]);
  for (const mutant of mutants) expect(() => listMutants("x.ts", applyMutant(source, mutant))).not.toThrow();
});

test("what is said to change nothing is said of lines that are there", () => {
  for (const { file, line } of EQUIVALENT) {
    const lines = readFileSync(file, "utf8").split("\n");
    expect(
      lines.map((text) => text.trim()),
      file,
    ).toContain(line);
  }
});
