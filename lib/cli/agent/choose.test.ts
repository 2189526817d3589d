import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CallOutcome, correctnessLoss } from "#lib/selection/losses.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { agent } from "../commands/agent.ts";
import { takeLock } from "../process-lock.mjs";
import { FakeIndex } from "../testing/fake-index.ts";
import { decidedBy } from "./case-loss.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-choices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: string[], json = false, env: Io["env"] = {}) {
  const out: string[] = [];
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    readStdin: async () => new Uint8Array(),
    env,
    json,
    signal: new AbortController().signal,
  };
  const code = await agent.run(args, io);
  return { code, text: out.join("\n"), json: json ? JSON.parse(out.join("")) : undefined };
}

const SAYS = [
  "--says",
  "https://north.example/=prv_a",
  "--says",
  "https://east.example/=prv_a",
  "--says",
  "south=prv_b",
];

/** A book with so many choices, each with its loss: prv_b fails. Answers its folder. */
async function bookOf(name: string, choices: number): Promise<string> {
  const book = join(folder, name);
  for (let at = 0; at < choices; at++) {
    const { json } = await run(["choose", "--book", book, ...SAYS], true);
    await run(["loss", "--book", book, `${json.ticket}`, json.provider === "prv_b" ? "1" : "0"]);
  }
  return book;
}

test("choices are kept over starts, learn from losses, and replay with the seed", async () => {
  const book = await bookOf("kept", 12);
  const { json: next } = await run(["choose", "--book", book, ...SAYS, "--says", "west=prv_c"], true);
  expect(next).toMatchObject({ ticket: 13, distinct: 3, open: 0 });
  const seed = readFileSync(join(book, "seed"), "utf8").trim();
  expect(statSync(join(book, "seed")).mode & 0o077).toBe(0);
  const record = join(book, "record.jsonl");
  expect(readFileSync(record, "utf8")).not.toContain(seed);
  const { code, text } = await run(["replay", record, "--seed", seed]);
  expect(code).toBe(EXIT.ok);
  expect(text).toContain("13 choices by dch-ix: every probability is the rule's, and so is every draw.");
  expect(text).toContain("12 calls");
  expect(text).toContain("Proven ceiling so far");
  expect(text).toContain("Open tickets: 13.");
  const { json } = await run(["replay", record], true);
  expect(json).toMatchObject({ ok: true, choices: 13, largestDifference: 0, open: [13] });
});

test("a loss is noted once, and what is no loss or no ticket is refused", async () => {
  const book = await bookOf("once", 1);
  const before = readFileSync(join(book, "record.jsonl"), "utf8");
  expect((await run(["loss", "--book", book, "1", "1"])).text).toContain("nothing changed");
  for (const bad of [["1", "2"], ["1", "much"], ["7", "0"], ["0", "0"], ["1"]])
    await expect(run(["loss", "--book", book, ...bad])).rejects.toThrow(UsageError);
  expect(readFileSync(join(book, "record.jsonl"), "utf8")).toBe(before);
});

test("a line that was cut off as its writer was killed is dropped, and the next choice has its ticket", async () => {
  const book = await bookOf("killed", 2);
  appendFileSync(join(book, "record.jsonl"), '{"kind":"choice","ticket":3,"recomm');
  const { json } = await run(["choose", "--book", book, ...SAYS], true);
  expect(json.ticket).toBe(3);
  expect((await run(["replay", join(book, "record.jsonl")], true)).json).toMatchObject({ ok: true, choices: 3 });
});

test("a record with one digit changed is convicted, and its book is not opened", async () => {
  const book = await bookOf("changed", 4);
  const file = join(book, "record.jsonl");
  const lines = readFileSync(file, "utf8").split("\n");
  const at = lines.findLastIndex((line) => line.includes('"choice"'));
  const choice = JSON.parse(lines[at] ?? "");
  lines[at] = JSON.stringify({ ...choice, probability: choice.probability * 0.999 });
  writeFileSync(file, lines.join("\n"));
  const { code, text } = await run(["replay", file]);
  expect(code).toBe(EXIT.tampered);
  expect(text).toContain("Round 4");
  await expect(run(["choose", "--book", book, ...SAYS])).rejects.toThrow("not what this agent wrote");
});

test("two processes never write one book", async () => {
  const book = await bookOf("locked", 1);
  const lock = takeLock(join(book, "lock"));
  if (!lock.ok) throw new Error("locked already");
  await expect(run(["choose", "--book", book, ...SAYS])).rejects.toThrow("has");
  lock.release();
  expect((await run(["choose", "--book", book, ...SAYS])).code).toBe(EXIT.ok);
});

test("what cannot be a choice is refused in words", async () => {
  const book = join(folder, "wrong");
  for (const [args, words] of [
    [["choose", ...SAYS], "--book"],
    [["choose", "--book", book], "--index asks"],
    [["choose", "--book", book, "--index", "http://127.0.0.1:1"], "--category"],
    [["choose", "--book", book, "--says", "north"], "<index>=<provider>"],
    [["choose", "--book", book, ...SAYS, ...SAYS], "one thing"],
    [["choose", "--book", book, ...SAYS, "--engine", "luck"], "dch-ix"],
    [["choose", "--book", book, ...SAYS, "--asleep", "nobody"], "never said"],
    [["loss", "--book", join(folder, "none"), "1", "0"], "holds no choices"],
    [["replay", join(folder, "none")], "cannot be read"],
  ] as const)
    await expect(run([...args]), words).rejects.toThrow(words);
});

const RULED = { by: "panel", round: 1, attribution: null, onSilence: false, weight: "full", labels: [] };
const ruled = (outcome: string, more: object = {}) =>
  ({
    ...{ state: "final", verdict: null },
    dispute: { rulings: [{ ...RULED, outcome, severity: null, ...more }] },
  }) as never;

test("what people decided is what a call lost, by how grave it was; what machines proved counts as run again", () => {
  for (const [severity, loss] of [
    ["minor", 0.25],
    ["moderate", 0.5],
    ["serious", 1],
    ["grave", 1],
  ] as const) {
    const decided = decidedBy(ruled("upheld", { severity }));
    expect(decided).toEqual({ kind: "ruling", is: "upheld", severity });
    expect(correctnessLoss(decided as CallOutcome)).toBe(loss);
  }
  expect(decidedBy(ruled("upheld", { severity: "minor", onSilence: true }))).toEqual({ kind: "silence" });
  for (const outcome of ["not_upheld", "no_fault", "abusive_report"])
    expect(decidedBy(ruled(outcome))).toEqual({ kind: "ruling", is: "rejected" });
  expect(decidedBy(ruled("undecidable"))).toBe("nothing");
  const proven = { verdict: { verdict: "proven" }, dispute: null } as never as Parameters<typeof decidedBy>[0];
  expect(decidedBy({ ...proven, state: "final" })).toEqual({ kind: "rerun", isEqual: false });
  expect(decidedBy({ ...proven, state: "proven" })).toBe("open");
  expect(decidedBy({ ...proven, state: "withdrawn" })).toBe("nothing");
});

test("a ticket waits for its case, and is closed by what the log's state root proves of it", async () => {
  const index = await new FakeIndex().start();
  const book = join(folder, "cases");
  const id = `case_${"a".repeat(26)}`;
  const tell = () =>
    run(["loss", "--book", book, "1", "--case", id, "--url", index.url], true, { TOUCHSTONE_HOME: folder });
  try {
    await run(["choose", "--book", book, ...SAYS]);
    let form = { aggregate: "case", id, ...(ruled("upheld", { severity: "moderate" }) as object), state: "draft" };
    let proof = index.rootOver(caseKey(id), form);
    index.reply = (path, honest) =>
      path === `/api/v1/cases/${id}` ? { status: 200, body: JSON.stringify({ proof: proof() }) } : honest;
    await expect(tell()).rejects.toThrow("not decided for good");
    form = { ...form, state: "final" };
    proof = index.rootOver(caseKey(id), form);
    const other = proof();
    proof = () => ({ ...other, presence: { ...(other.presence as object), form: { ...form, state: "withdrawn" } } });
    await expect(tell()).rejects.toThrow("not proven");
    proof = () => other;
    expect((await tell()).json).toEqual({ ticket: 1, loss: 0.35, isNew: true, open: [] });
    await expect(run(["loss", "--book", book, "1", "--case", id])).rejects.toThrow(UsageError);
  } finally {
    index.stop();
  }
});

describe("indexes that are asked", () => {
  const words = ["--category", "storage", "--unit", "GB", "--currency", "EUR", "--tolerance", "D"];
  const [honest, liar] = [new FakeIndex(), new FakeIndex()];
  beforeAll(async () => {
    for (const index of [honest, liar]) await index.start();
    // As if there were only the dearer one.
    liar.recommend = (view) => ({ ...view, recommended: view.considered[1]?.key });
  });
  afterAll(() => {
    for (const index of [honest, liar]) index.stop();
  });
  const asking = (...urls: string[]) => urls.flatMap((url) => ["--index", url]);
  const envOf = { TOUCHSTONE_HOME: folder };

  test("name an offer with its proofs; one whose word is against it costs 1 when it is drawn, until it hardly is", async () => {
    const book = join(folder, "asked");
    const away = "http://127.0.0.1:1/";
    let lost = 0;
    for (let round = 0; round < 20; round++) {
      const { text } = await run(
        ["choose", "--book", book, ...asking(honest.url, liar.url, away), ...words],
        false,
        envOf,
      );
      expect(text).toContain(`use ${honest.services[0]}@${honest.instance}, as ${honest.url} says`);
      expect(text).toContain(`${liar.url} is not believed (does-not-follow).`);
      expect(text).toContain(`${away} is passed over this time.`);
      lost += text.match(/which is not believed: it lost 1/g)?.length ?? 0;
      const [, ticket = ""] = /^Ticket (\d+): use/m.exec(text) ?? [];
      await run(["loss", "--book", book, ticket, "0"]);
    }
    const record = readFileSync(join(book, "record.jsonl"), "utf8");
    expect(record.match(/"loss":1\}/g)).toHaveLength(lost);
    expect(lost).toBeGreaterThan(0);
    const { json } = await run(["replay", join(book, "record.jsonl")], true);
    expect(json).toMatchObject({ ok: true, largestDifference: 0, choices: 20 + lost });
    const last = JSON.parse(record.trim().split("\n").at(-2) ?? "");
    expect(last.probability).toBeGreaterThan(0.5);
  });

  test("are all away or not believed: nothing is chosen, and no book begun", async () => {
    for (const [name, url] of [
      ["away", "http://127.0.0.1:1/"],
      ["lying", liar.url],
    ] as const) {
      const book = join(folder, name);
      const asked = run(["choose", "--book", book, ...asking(url), ...words], false, envOf);
      await expect(asked).rejects.toThrow(IncompleteError);
      expect(existsSync(join(book, "record.jsonl"))).toBe(false);
    }
  });
});
