import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { EXIT } from "../command.ts";
import { commandIn } from "./test-run.ts";

const EXAMPLES = "docs/how-to/definitions";
const folder = mkdtempSync(join(tmpdir(), "definition-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = commandIn("definition", () => folder, { json: true });

/** An example with something changed, beside a copy of its code, where it has some. */
function changed(name: string, change: (source: Record<string, unknown>) => void): string {
  const source = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), "utf8"));
  for (const file of [`${name}.js`, "prices-state.json"].filter((each) => existsSync(join(EXAMPLES, each))))
    writeFileSync(join(folder, file), readFileSync(join(EXAMPLES, file)));
  change(source);
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(source));
  return path;
}

test.each(["prices", "search", "blocks", "timetable"])(
  "the example of the how-to passes its own tests in two hosts: %s",
  async (name) => {
    const { code, out } = await run("test", join(EXAMPLES, `${name}.json`));
    expect(JSON.parse(out).tests.map((one: { seen: string }) => one.seen)).toEqual([
      "match",
      "mismatch",
      "inconclusive:unattestable",
    ]);
    expect([code, JSON.parse(out).admitted]).toEqual([EXIT.ok, true]);
  },
);

test("a definition that reads what is not signed, or calls nothing wrong, is told so, and one that breaks the form at its place", async () => {
  const uncovered = changed("search", (source) => {
    (source.definition as { input: { from: string[] } }).input.from.push("user-agent;req");
  });
  const told = await run("test", uncovered);
  expect(told.code).toBe(EXIT.tampered);
  expect(JSON.parse(told.out).checks).toContainEqual(expect.objectContaining({ reason: "uncovered-input" }));
  const unheld = changed("timetable", ({ definition }) => {
    for (const each of (definition as { tests: { exchanges: unknown[]; result: string }[] }).tests)
      if (each.result === "mismatch")
        Object.assign(each, { exchanges: Array(2).fill(each.exchanges[0]), result: "match" });
  });
  const nobody = await run("test", unheld);
  expect(nobody.code).toBe(EXIT.tampered);
  expect(JSON.parse(nobody.out).checks).toContainEqual(expect.objectContaining({ reason: "no-wrong-answer" }));
  const broken = changed("prices", (source) => {
    (source.definition as { tests: unknown[] }).tests.pop();
  });
  const refused = await run("test", broken);
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.err).toContain("/definition/tests");
  expect((await run("test", join(folder, "nothing.json"))).code).toBe(EXIT.usage);
});
