import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { backtest } from "./backtest.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-backtest-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = ["a,b,1,10", "c,b,2,20", "a,d,-10,30", "c,d,-10,40", "e,b,1,50", "e,d,-5,60"].join("\n");

async function run(file: string | Uint8Array, args: string[] = [], name = "ratings.csv") {
  const said = { out: [] as string[], err: [] as string[] };
  const io: Io = {
    out: (line) => said.out.push(line),
    err: (line) => said.err.push(line),
    readStdin: async () => new Uint8Array(),
    env: {},
    json: args.includes("--json"),
    signal: new AbortController().signal,
  };
  writeFileSync(join(folder, name), file);
  const given = args.filter((arg) => arg !== "--json");
  return { code: await backtest.run([join(folder, name), ...given], io), ...said };
}

test("the figures come as one JSON document, of a packed file too", async () => {
  const { code, out } = await run(ROWS, ["--json"]);
  expect(code).toBe(EXIT.ok);
  expect(JSON.parse(out.join(""))).toEqual({
    rows: 6,
    graded: 5,
    base_rate: 0.6,
    auc_score: expect.any(Number),
    auc_probability: expect.any(Number),
    brier: expect.any(Number),
    brier_base: expect.closeTo(0.24, 12),
    ece: expect.any(Number),
  });
  expect((await run(gzipSync(ROWS), ["--json", "--no-header"], "ratings.csv.gz")).out).toEqual(out);
});

test("a line that cannot be read stops everything and is named, unless it may be left out", async () => {
  const bad = `${ROWS}\ne,b,much,70\n`;
  const stopped = await run(bad, ["--json"]);
  expect(stopped).toMatchObject({ code: EXIT.incomplete, out: [] });
  expect(stopped.err[0]).toBe("line 7: the rating is no number: much");
  expect((await run(bad, ["--json", "--skip-bad"])).out).toEqual((await run(ROWS, ["--json"])).out);
});

test("of good ratings alone there is no AUC, and that is said", async () => {
  const { code, out } = await run("a,b,1,10\nc,b,2,20\n");
  expect(code).toBe(EXIT.ok);
  expect(out.join("\n")).toContain("All graded ratings are good: there is nothing to tell apart, so no AUC.");
  expect(out.join("\n")).not.toContain("NaN");
});

test("no ratings, no file and columns that are not the four are told apart from figures", async () => {
  await expect(run("")).rejects.toThrow(IncompleteError);
  await expect(run(new Uint8Array([0x1f, 0x8b, 0]), [], "broken.csv.gz")).rejects.toThrow(IncompleteError);
  await expect(run(ROWS, ["--columns", "source,target"])).rejects.toThrow(UsageError);
});
