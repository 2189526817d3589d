import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { tilePath, tilesOfSize } from "#lib/log/tile.ts";
import { diceOf } from "../support/dice.ts";
import { HttpClient, jsonOf } from "../support/http.ts";
import { Load } from "../support/load.ts";
import { newcomer, type SignedStatement } from "../support/participants.ts";
import { ReceiptFile } from "../support/receipt-file.ts";
import { Stack } from "../support/stack.ts";
import { CheckpointWatch, faultsOf, opened, readNote, readWholeLog } from "../support/whole-log.ts";

const APPENDERS = 200;
const EACH = 3;

let stack: Stack;
const client = new HttpClient();
const scratch = mkdtempSync(path.join(tmpdir(), "touchstone-receipts-"));

beforeAll(async () => {
  stack = await Stack.start({ webs: 2 });
});

afterAll(async () => {
  client.close();
  await stack?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

test("200 concurrent appenders over two web processes get contiguous indices below sizes that never change", async () => {
  const urls = stack.webs.map(({ url }) => url);
  const statements = Array.from({ length: APPENDERS }, (_, who) =>
    Array.from({ length: EACH }, () => newcomer(stack.origin, `appender ${who}`)),
  );
  const left = statements.map((own) => [...own]);
  const file = path.join(scratch, "receipts");
  const receipts = await ReceiptFile.create(file);
  const watch = new CheckpointWatch(client, urls);
  const reader = readWhileItGrows(urls);
  const next = (who: number): SignedStatement | undefined => left[who]?.shift();
  const load = new Load({ urls, appenders: APPENDERS, next, receipts, dice: diceOf(7) });
  const tally = await load.done();
  const reads = await reader.stop();
  await receipts.close();
  const notes = await watch.stop();

  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const log = await readWholeLog(client, { url: stack.url, vkey: stack.vkey });
  expect(faultsOf(log, { vkey: stack.vkey, notes, receipts: lines })).toEqual([]);
  expect(tally).toMatchObject({ acknowledged: APPENDERS * EACH, cut: 0 });
  // Entry 0 is the genesis; the others are exactly what was acknowledged, each index once.
  const indices = lines.map((line) => indexOf(line)).sort((a, b) => a - b);
  expect(indices).toEqual(Array.from({ length: APPENDERS * EACH }, (_, at) => at + 1));
  expect(log.leaves).toHaveLength(APPENDERS * EACH + 1);
  expect(reads.length).toBeGreaterThan(1);

  const repeated = statements.flat().filter((_, at) => at % 10 === 0);
  const known = new Set(lines);
  for (const [at, { bytes }] of repeated.entries()) {
    const answer = await client.post(`${urls[at % urls.length]}/api/v1/statements`, bytes);
    expect(answer.status).toBe(201);
    expect(known).toContain(JSON.stringify(z.object({ receipt: z.json() }).parse(jsonOf(answer)).receipt));
  }
  expect((await readWholeLog(client, { url: stack.url, vkey: stack.vkey })).leaves).toHaveLength(log.leaves.length);
});

/**
 * Takes a checkpoint from one process and at once the leaf hashes below it and the list of entries from the other: a hash
 * that is missing, that changes, or that does not lead to the signed root ends the test.
 */
function readWhileItGrows(urls: readonly string[]) {
  let stopping = false;
  const sizes: number[] = [];
  const hashes: Uint8Array[] = [];
  const running = (async () => {
    for (let round = 0; !stopping; round += 1) {
      const here = urls[round % urls.length] ?? "";
      const there = urls[(round + 1) % urls.length] ?? "";
      const { size, root } = opened(await readNote(client, here), stack.vkey);
      const below = await readLeafHashes(there, size);
      for (const [index, hash] of below.entries()) {
        const before = hashes[index];
        if (before === undefined) hashes.push(hash);
        else expect(equalBytes(before, hash), `leaf ${index} changed below size ${size}`).toBe(true);
      }
      expect(hexEncode(rootOf(append(emptyFrontier(), below.map(asHash)).frontier))).toBe(hexEncode(root));
      await expectContiguousList(there);
      sizes.push(size);
    }
  })();
  running.catch(() => undefined);
  return {
    stop: async () => {
      stopping = true;
      await running;
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
      return sizes;
    },
  };
}

/** Leaf hashes 0 to size − 1. A process that has not heard of this size yet looks again before it answers. */
async function readLeafHashes(url: string, size: number): Promise<Uint8Array[]> {
  const hashes: Uint8Array[] = [];
  for (const tile of tilesOfSize(size).filter(({ level }) => level === 0)) {
    const { status, body } = await client.get(`${url}/log/${tilePath(tile)}`);
    expect(status, `${tilePath(tile)} of size ${size}`).toBe(200);
    for (let at = 0; at < tile.width; at += 1) hashes.push(new Uint8Array(body.subarray(at * 32, at * 32 + 32)));
  }
  return hashes;
}

const listPage = z.object({ data: z.array(z.object({ index: z.number() })), as_of: z.object({ size: z.number() }) });

/** The newest entries are as_of.size − 1, − 2, … without a gap: none is shown before those below it. */
async function expectContiguousList(url: string): Promise<void> {
  const { data, as_of } = listPage.parse(jsonOf(await client.get(`${url}/api/v1/entries?limit=50`)));
  expect(data.map(({ index }) => index)).toEqual(data.map((_, at) => as_of.size - 1 - at));
}

function indexOf(line: string): number {
  const receipt = parseReceipt(utf8Encode(line));
  if (!receipt.ok) throw new Error(receipt.error.detail);
  return receipt.value.index;
}
