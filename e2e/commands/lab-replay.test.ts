/** e2e/support/agent-record.jsonl is what `follow` wrote in three-indexes.test.ts, where its seed is. /lab replays it by this code. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replayFile } from "#lib/client/lab/replay-file.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";

const TEXT = readFileSync("e2e/support/agent-record.jsonl", "utf8");
const SEED = hexEncode(sha256(utf8Encode("three indexes")));
const replayed = (text: string, seed = SEED) => replayFile(new File([text], "record.jsonl"), seed);

test("the record of an agent that called services and was begun again in the middle replays to the last digit", async () => {
  expect(await replayed(TEXT)).toMatchObject({
    replayed: {
      ...{ fileName: "record.jsonl", cut: false },
      view: { ok: true, choices: 37, recorded: 37, largestDifference: 0, openTickets: [] },
    },
  });
  const passed = { name: "draws", outcome: "pass" };
  expect(await replayed(TEXT)).toMatchObject({ replayed: { view: { checks: expect.arrayContaining([passed]) } } });
});

test("one digit less, another seed and what is no record are told apart", async () => {
  const forged = TEXT.replace(/("ticket":30,.*"probability":0\.)(\d)/, (_, before, digit) => `${before}${9 - digit}`);
  expect(forged).not.toBe(TEXT);
  expect(await replayed(forged)).toMatchObject({ replayed: { view: { ok: false, choices: 30 } } });
  expect(await replayed(TEXT, "0".repeat(64))).toMatchObject({ replayed: { view: { ok: false } } });
  expect(await replayed(TEXT, "00")).toEqual({ refused: "The seed has 64 hex digits." });
  expect(await replayed("{}\n")).toEqual({
    refused: "record.jsonl: line 1 is not the head of a record of choices.",
  });
});
