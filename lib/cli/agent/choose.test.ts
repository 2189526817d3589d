import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { agent } from "../commands/agent.ts";
import { takeLock } from "../process-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-choices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(args: string[], json = false) {
  const out: string[] = [];
  const io: Io = {
    out: (line) => out.push(line),
    err: (line) => out.push(line),
    readStdin: async () => new Uint8Array(),
    env: {},
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

describe("indexes that are asked", () => {
  const WORDS = ["--category", "storage", "--unit", "GB", "--currency", "EUR"];
  const market = sampleMarket(12, 3);
  const asOf = { size: 9, time: "2026-11-22T00:00:00.000Z" };
  const chosen = market.points.find(({ key }) => key === market.choice);
  const answers: { [path: string]: unknown } = {
    "/good": { data: market, as_of: asOf },
    "/none": { data: { ...market, choice: null }, as_of: asOf },
    "/other": { data: { ...market, shown: { ...market.shown, currency: "USD" } }, as_of: asOf },
    "/liar": { data: { ...market, choice: "nothing" }, as_of: asOf },
    "/garbage": "no",
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = answers[(request.url ?? "").split("/api/")[0] ?? ""];
    response.writeHead(answer === undefined ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? {}));
  });
  let base = "";
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  test("name the offer of lowest cost within the tolerance; what is no answer is passed over, and said", async () => {
    const book = join(folder, "asked");
    const indexes = [...Object.keys(answers), "/away"].flatMap((path) => ["--index", base + path]);
    const { text } = await run(["choose", "--book", book, ...indexes, ...WORDS, "--tolerance", "B"]);
    expect(text).toContain(`use ${chosen?.service?.id}@${chosen?.instance.id}, as ${base}/good/ says`);
    expect(text.match(/is passed over/g)).toHaveLength(5);
    expect(text).toContain("It answers for another currency than was asked.");
    expect(asked[0]).toBe("/good/api/v1/market?category=storage&unit=GB&currency=EUR&tolerance=B");
    const record = readFileSync(join(book, "record.jsonl"), "utf8");
    expect(record).toContain(`"recommendations":[["${base}/good/","${chosen?.service?.id}@${chosen?.instance.id}"]]`);
  });

  test("are all away: nothing is chosen, and no book begun", async () => {
    const book = join(folder, "away");
    await expect(run(["choose", "--book", book, "--index", `${base}/away`, ...WORDS])).rejects.toThrow(IncompleteError);
    expect(existsSync(book)).toBe(false);
  });
});
