import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT } from "../command.ts";
import { commandIn } from "./test-run.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "solvency-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = commandIn("solvency", () => folder, { json: true });

const EPOCH = [
  ...["--provider", "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", "--epoch", "1", "--at", "2026-11-22T10:00:00.000Z"],
  ...["--unit", "EUR", "--decimals", "2"],
];

function list(name: string, ...lines: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.join("\r\n"));
  return path;
}

test("every user of a built list verifies against the disclosure, and the files are readable by their owner only", async () => {
  const out = join(folder, "built");
  const accounts = list("accounts.csv", "account,balance", "ada,100", '"b,""ob",250', "cy,0");
  const built = await run("build", accounts, ...EPOCH, "--out", out, "--pending", "5");
  expect(JSON.parse(built.out)).toMatchObject({ total: "350", leafCount: 3, files: 1 });
  expect(readdirSync(out).sort()).toEqual(["balances-00001.jsonl", "disclosure.json"]);
  const lines = readFileSync(join(out, "balances-00001.jsonl"), "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line).accountId).sort()).toEqual(["ada", 'b,"ob', "cy"]);
  expect(statSync(join(out, "balances-00001.jsonl")).mode & 0o077).toBe(0);
  for (const line of lines) {
    const file = join(folder, "own.json");
    writeFileSync(file, line);
    const checked = await run("check", file, "--disclosure", join(out, "disclosure.json"));
    expect([checked.code, JSON.parse(checked.out).result]).toEqual([EXIT.ok, "verified"]);
  }
  const file = join(folder, "other.json");
  writeFileSync(file, (lines[0] ?? "").replace(/"balance":"\d+"/, '"balance":"7"'));
  expect((await run("check", file, "--disclosure", join(out, "disclosure.json"))).code).toBe(EXIT.tampered);
});

test("bad rows are listed with line, field and rule, and nothing is written", async () => {
  const out = join(folder, "bad");
  const rows = ["ada,1", "bob,-5", "ada,3", "cy,1.5", "x,9223372036854775807", ",4", "y,5,6", "z,1e3"];
  const { code, out: said } = await run("build", list("bad.csv", "account,balance", ...rows), ...EPOCH, "--out", out);
  expect(code).toBe(EXIT.incomplete);
  const { bad } = JSON.parse(said) as { bad: { line: number; field: string; rule: string }[] };
  expect(bad.map(({ line, field, rule }) => `${line} ${field} ${rule}`)).toEqual([
    "3 balance negative-balance",
    "4 account duplicate-account",
    "5 balance balance-form",
    "6 balance overflow",
    "7 account account-form",
    "8 balance balance-form",
    "9 balance balance-form",
  ]);
  expect(readdirSync(folder)).not.toContain("bad");
});

test("a list without its head, without accounts, or into a folder that is there, is refused", async () => {
  const good = list("good.csv", "account,balance", "ada,1");
  const wrong = [
    [list("headless.csv", "ada,1"), join(folder, "n1")],
    [list("empty.csv", "account,balance"), join(folder, "n2")],
    [good, folder],
    [list("quote.csv", "account,balance", '"ada,1'), join(folder, "n3")],
  ] as const;
  for (const [accounts, out] of wrong)
    expect((await run("build", accounts, ...EPOCH, "--out", out)).code).toBe(EXIT.usage);
});
