/** An archive of a log tells every promise key that it had, and no promise is called false for want of one. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { formatPromise, promiseOf } from "#lib/log/promise.ts";
import { headOf, logSigner } from "../testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "../testing/world.ts";
import type { KnownLog } from "./file-trust.ts";
import { learnedFrom, withLearned } from "./learn-keys.ts";
import { verifyFile } from "./verify-file.ts";

const NAMES = ["promise", "second promise", "third promise"] as const;
const signerOf = (name: string) => ed25519NoteSigner(`${TEST_LOG}/promise`, testKey(name).seed);
const KEY = { key: { from: "given", vkey: logSigner.vkey } } as const;

/** The log with so many changes of its promise key, and one that was never agreed to. */
function archiveAfter(changes: number): Uint8Array {
  const world = TestWorld.founded();
  for (const name of NAMES.slice(1, changes + 1)) changeTo(world, name, world.admin);
  changeTo(world, "nobody's promise", testKey("ada"));
  const { leaves } = world;
  return encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [headOf(leaves, leaves.length)] });
}

function changeTo(world: TestWorld, name: string, by: TestWorld["admin"]): void {
  world.say({ kind: "index.key", by, subject: "index", body: { promiseKey: testKey(name).did } });
}

const known = (changes: number, own: Partial<KnownLog> = {}, key: Pick<KnownLog, "key"> = KEY) =>
  withLearned({ ...key, ...own }, learnedFrom(verifyFile(archiveAfter(changes), { known: () => key })));
const promiseBy = (name: string, change: (note: string) => string = (note) => note): Uint8Array => {
  const promise = promiseOf(TEST_LOG, "5f".repeat(32) as never, 1_700_000_000);
  return utf8Encode(change(signNote(formatPromise(promise), [signerOf(name)])));
};
const verdictOf = (bytes: Uint8Array, log: KnownLog | undefined) => {
  const { verdict, checks } = verifyFile(bytes, { known: () => log });
  const open = checks.find(({ outcome }) => outcome !== "pass");
  return open === undefined ? verdict : `${verdict}: ${open.reason}`;
};

test("an archive names every promise key that was ever in force, the newest first, and no other", () => {
  expect(known(2)?.promiseVkeys).toEqual(NAMES.toReversed().map((name) => signerOf(name).vkey));
  for (const name of NAMES) expect(verdictOf(promiseBy(name), known(2)), name).toBe("verified");
});

test("a promise by a key that nobody here can know stays open, and a broken one by a known key is false", () => {
  expect(verdictOf(promiseBy("third promise"), known(1))).toBe("incomplete: other-promise-key");
  expect(verdictOf(promiseBy("nobody's promise"), known(2))).toBe("incomplete: other-promise-key");
  expect(verdictOf(promiseBy("promise"), KEY)).toBe("incomplete: promise-key-needed");
  const broken = promiseBy("promise", (note) => note.replace("1700000000", "1700000001"));
  expect(verdictOf(broken, known(2))).toBe("tampered: invalid-signature");
});

test("a key of another log counts for nothing, and what a log says counts beside what was given", () => {
  const foreign = ed25519NoteSigner("other.example/log/promise", testKey("promise").seed).vkey;
  expect(verdictOf(promiseBy("promise"), { ...KEY, promiseVkeys: [foreign] })).toBe("incomplete: promise-key-needed");
  const given = { promiseVkeys: [signerOf("third promise").vkey] };
  for (const name of NAMES) expect(verdictOf(promiseBy(name), known(1, given)), name).toBe("verified");
});

test("a log that does not hold by a key of the reader's own teaches nothing", () => {
  expect(known(2, {}, { key: { from: "nowhere" } })?.promiseVkeys).toBeUndefined();
  const other = { from: "given", vkey: ed25519NoteSigner(TEST_LOG, testKey("other log").seed).vkey } as const;
  expect(known(2, {}, { key: other })?.promiseVkeys).toBeUndefined();
});
