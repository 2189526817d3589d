import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { REPORTED_BODIES_BYTES } from "#lib/evidence/words/long-answers.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
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
    const seen: string[] = JSON.parse(out).tests.map((one: { seen: string }) => one.seen);
    expect([...new Set(seen)]).toEqual(["match", "mismatch", "inconclusive:unattestable"]);
    expect([code, JSON.parse(out).admitted]).toEqual([EXIT.ok, true]);
  },
);

test("who defines answers of any length is told which of them nobody can be held to", async () => {
  const inWords = commandIn("definition", () => folder, { json: false });
  expect((await inWords("test", join(EXAMPLES, "blocks.json"))).out).toContain("more than some 570,000 bytes");
  expect((await inWords("test", join(EXAMPLES, "timetable.json"))).out).toContain("more than some 285,000 bytes");
  expect((await inWords("test", join(EXAMPLES, "prices.json"))).out).not.toContain("bytes");
});

/** A timetable that answers 201, which is part of what is right there. */
function answeringCreated(): string {
  return changed("timetable", ({ definition }) => {
    const { output, tests } = definition as {
      output: object;
      tests: { exchanges: { response: { status: number } }[]; result: string }[];
    };
    Object.assign(output, { compare: "response" });
    // A refusal is compared, too.
    for (const each of tests) if (each.result !== "match") each.result = "mismatch";
    for (const { response } of tests.flatMap(({ exchanges }) => exchanges))
      if (response.status === 200) response.status = 201;
  });
}

test("who publishes a definition by which agents find nothing to ask is told by which rule, and so is whoever starts an agent by it", async () => {
  const file = answeringCreated();
  const sentence =
    "Agents have nothing to ask by it: they ask what a test asks that wants match or mismatch and shows an answer with status 200, and none does.";
  const inWords = await commandIn("definition", () => folder, { json: false })("test", file);
  expect([inWords.code, inWords.out.split("\n")]).toEqual([EXIT.ok, expect.arrayContaining([sentence])]);
  expect(JSON.parse((await run("test", file)).out).warnings).toContain(sentence);
  expect(JSON.parse((await run("test", join(EXAMPLES, "timetable.json"))).out).warnings).not.toContain(sentence);
  // Nobody answers there: nothing is asked.
  const agent = commandIn("agent", () => folder, { json: true });
  const market = ["--category", "storage", "--unit", "GB", "--currency", "EUR"];
  for (const args of [
    ["--provider", "http://127.0.0.1:9/"],
    ["follow", "--book", join(folder, "book"), "--index", "http://127.0.0.1:9/", ...market],
  ]) {
    const { code, err } = await agent(...args, "--definition", file);
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining("There is nothing to ask of services by this")]);
  }
});

test("the bodies of which that is said are the longest that a report takes, with room for a key's history", () => {
  const base64 = (bytes: number) => 4 * Math.ceil(bytes / 3);
  expect(base64(REPORTED_BODIES_BYTES)).toBeLessThan(PART_MAX_BYTES - 10_000);
  expect(base64(REPORTED_BODIES_BYTES)).toBeGreaterThan(PART_MAX_BYTES - 20_000);
});

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
    (source.definition as { tests: unknown[] }).tests.splice(2);
  });
  const refused = await run("test", broken);
  expect(refused.code).toBe(EXIT.usage);
  expect(refused.err).toContain("/definition/tests");
  expect((await run("test", join(folder, "nothing.json"))).code).toBe(EXIT.usage);
});
