/** Several files are judged together: each is told apart, and no file beside another makes that one worse. */
import { beforeAll, expect, test } from "vitest";
import { encodeArchive } from "#lib/log/archive.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { judgeAgain } from "#lib/state/files/judge-again.ts";
import { withLearned } from "#lib/state/files/learn-keys.ts";
import { judge, report } from "#lib/state/testing/cases.ts";
import { headOf, logSigner, receiptIn } from "#lib/state/testing/fraud-world.ts";
import { reported } from "#lib/state/testing/reported.ts";
import { TEST_LOG, type TestWorld, testKey } from "#lib/state/testing/world.ts";
import { type FoundFile, verifyFiles } from "./verify-files.ts";

let world: TestWorld;
let receipt: Uint8Array;
let archive: Uint8Array;
const archiveOf = (from: TestWorld, size: number, parts: Parameters<typeof encodeArchive>[0]["parts"] = []) => {
  const leaves = from.leaves.slice(0, size);
  return encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [headOf(leaves, size)], parts });
};

beforeAll(async () => {
  const scene = await reported();
  world = scene.world.fork();
  judge(world, scene.lie.id, scene.lie.finding);
  report(world, testKey("ruth"), scene.provider, "slow", "later");
  const { leaves } = world;
  receipt = buildReceipt(receiptIn(leaves, leaves.length - 2, leaves.length, headOf(leaves, leaves.length)));
  const part = scene.parts.get(scene.lie.commit);
  archive = archiveOf(world, leaves.length, part === undefined ? [] : [part]);
});

const KEY = { from: "given", vkey: logSigner.vkey } as const;

/** In the order in which they were found: what each is, its verdict, and how its verdicts were judged. */
async function together(files: Readonly<Record<string, Uint8Array>>, key: typeof KEY | { from: "nowhere" } = KEY) {
  const found: FoundFile[] = [];
  const given = Object.entries(files).map(([name, bytes]) => ({ name, source: new Blob([bytes.slice()]) }));
  await verifyFiles(
    given,
    { known: (_, learned) => withLearned({ key }, learned) },
    {
      signal: new AbortController().signal,
      judge: (finding, trust, pause) => judgeAgain(finding, trust, undefined, pause),
      onStage: () => undefined,
      onFound: (one) => found.push(one),
    },
  );
  return found.map(({ file, finding, missing }) => {
    const judged = finding.checks.find(({ name }) => name === "verdict");
    return [file.name, finding.content.kind, finding.verdict, judged?.reason ?? judged?.outcome ?? missing].join(" ");
  });
}

test("a receipt of a verdict and an archive are known by their content, in any order and under any name", async () => {
  expect(await together({ "z.archive": receipt, "<b>a.json": archive })).toEqual([
    "<b>a.json archive verified ",
    "z.archive receipt verified pass",
  ]);
});

test("what is missing is said: the archive, or the key of the log", async () => {
  expect(await together({ receipt })).toEqual(["receipt receipt verified archive"]);
  expect(await together({ receipt, archive }, { from: "nowhere" })).toContain("receipt receipt incomplete log-key");
});

test("an archive that ends too early, is broken, or is of another history convicts nobody", async () => {
  const size = world.leaves.length;
  expect(await together({ receipt, short: archiveOf(world, size - 3) })).toContain(
    "receipt receipt verified log-needed",
  );
  const cut = archive.subarray(0, archive.length - 40);
  expect(await together({ receipt, cut })).toContain("receipt receipt verified broken");
  const other = world.fork();
  report(other, testKey("ruth"), "prv_00000000000000000000000000000000" as never, "slow", "other");
  const fork = archiveOf(other, size + 1);
  expect(await together({ receipt, fork })).not.toContain("receipt receipt tampered wrong-verdict");
});

test("a broken or shorter archive beside a good one takes nothing away, whichever comes first", async () => {
  const cut = archive.subarray(0, archive.length - 40);
  const short = archiveOf(world, world.leaves.length - 3);
  for (const files of [
    { cut, short, archive, receipt },
    { receipt, archive, short, cut },
  ])
    expect(await together(files)).toContain("receipt receipt verified pass");
});

test("two receipts are judged each, and a file that is none of these harms neither", async () => {
  const first = buildReceipt(
    receiptIn(world.leaves, 0, world.leaves.length, headOf(world.leaves, world.leaves.length)),
  );
  const noise = Uint8Array.from({ length: 5_000 }, (_, at) => at % 251);
  const found = await together({ first, noise, receipt, again: receipt, archive });
  expect(found.slice(1)).toEqual([
    "first receipt verified ",
    expect.stringMatching(/^noise unusable/),
    "receipt receipt verified pass",
    "again receipt verified pass",
  ]);
});

test("an archive under another key of the same name is not what the receipt is judged by", async () => {
  const forger = ed25519NoteSigner(TEST_LOG, testKey("forger").seed);
  const found = await together({ receipt, archive }, { from: "given", vkey: forger.vkey });
  expect(found.every((line) => !line.endsWith("verified pass"))).toBe(true);
});

test("who stops it gets no more findings", async () => {
  const stopping = new AbortController();
  const found: string[] = [];
  const run = verifyFiles(
    [receipt, archive].map((bytes, at) => ({ name: `${at}`, source: new Blob([bytes.slice()]) })),
    { known: () => ({ key: KEY }) },
    {
      signal: stopping.signal,
      judge: async (finding) => finding,
      onStage: ({ progress }) => progress === undefined && stopping.abort("stopped"),
      onFound: ({ file }) => found.push(file.name),
    },
  );
  await expect(run).rejects.toBe("stopped");
  expect(found).toEqual([]);
});
