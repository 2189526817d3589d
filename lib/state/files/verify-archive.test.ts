import fc from "fast-check";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { archivePieces, encodeArchive } from "#lib/log/archive.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import { encodeEntry, parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { forkedAt, headOf, smallLog, TRUST } from "../testing/fraud-world.ts";
import { TEST_LOG, TEST_START, TestWorld, testKey } from "../testing/world.ts";
import { verifyArchive } from "./verify-archive.ts";

const trust = TRUST;

/** 300 registrations over two bundles, one every minute; every 50th head is cosigned at once. */
const world = TestWorld.founded();
const part = { bytes: utf8Encode("a part"), nonce: sha256(utf8Encode("nonce")) };
const commit = {
  commit: commitOf(part),
  bytes: part.bytes.length,
  mediaType: "text/plain",
  visibility: "public" as const,
};
const notes: string[] = [];
for (let at = 1; at < 300; at += 1) {
  world.now = addMs(world.now, MINUTE_MS);
  const by = testKey(`participant ${at}`);
  const change = at === 7 ? { parts: [commit] } : {};
  world.say({ kind: "participant.register", by, subject: by.did, body: { displayName: "N" }, change });
  if (at % 50 === 0 || at === 299) notes.push(headOf(world.leaves, world.leaves.length, world.now));
}
const { leaves } = world;
const whole = { origin: TEST_LOG, leaves, checkpointNotes: notes, parts: [part] };
const reasons = (pieces: Iterable<Uint8Array>, by = trust) =>
  verifyArchive(pieces, by).checks.flatMap(({ name, outcome, reason }) =>
    outcome === "pass" ? [] : `${name} ${reason}`,
  );

test("an honest log in one file is checked whole, offline, in pieces as they come", () => {
  const finding = verifyArchive(archivePieces(whole), trust);
  expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(finding.checks.map(({ name }) => name)).toEqual([
    "form",
    "log-key",
    "genesis",
    "checkpoints",
    "root",
    "statements",
    "state-roots",
    "outages",
    "log-times",
    "parts",
  ]);
  expect(finding.ok && finding.replay?.state.rows().length).toBe(world.state.rows().length);
});

test("without a key the genesis key is used, and the reader is told to compare it", () => {
  const { logVkey: _, ...none } = trust;
  expect(verifyArchive(archivePieces(whole), { ...none, logVkey: undefined })).toMatchObject({ ok: true });
  expect(reasons(archivePieces(whole), { ...trust, logVkey: undefined as never })).toEqual([
    "log-key trusted-on-first-use",
  ]);
  const { policy: __, ...nobody } = trust;
  expect(reasons(archivePieces(whole), nobody as never)).toEqual(["log-times no-witness"]);
});

test("an entry that is edited, dropped or swapped gives another root than the one signed", () => {
  for (const list of [forkedAt(leaves, 70), leaves.toSpliced(70, 2, ...leaves.slice(70, 72).toReversed())])
    expect(reasons(archivePieces({ ...whole, leaves: list }))).toContain("root wrong-root");
  expect(() => encodeArchive({ ...whole, leaves: leaves.toSpliced(70, 1) })).toThrow(RangeError);
});

test("a log time later than the cosignatures of a head with it is false, one earlier than those of a head without it an alarm", () => {
  // Entry 120 an hour early or late, signed by the real keys: everything else about the log is in order.
  for (const shift of [-HOUR_MS * 3, HOUR_MS]) {
    const moved = TestWorld.founded();
    const heads: string[] = [];
    const clock = (at: number) => addMs(TEST_START, at * MINUTE_MS);
    for (let at = 1; at <= 150; at += 1) {
      const by = testKey(`participant ${at}`);
      // Log time never decreases: from entry 101 on all bear the shifted time.
      moved.now = addMs(
        clock(at),
        at > 100 ? shift + (shift < 0 ? HOUR_MS * 3 - 30 * MINUTE_MS + (100 - at) * MINUTE_MS : 0) : 0,
      );
      if (shift < 0 && at > 100) moved.now = clock(100);
      moved.register(by);
      if (at % 50 === 0)
        heads.push(headOf(moved.leaves, moved.leaves.length, clock(shift < 0 && at === 100 ? 140 : at)));
    }
    const archive = [...archivePieces({ origin: TEST_LOG, leaves: moved.leaves, checkpointNotes: heads })];
    expect(reasons(archive)).toEqual([shift < 0 ? "log-times early-time" : "log-times false-time"]);
    expect(verifyArchive(archive, trust).ok).toBe(shift < 0);
  }
});

test("a part that no entry commits to, a false state root and a checkpoint of a stranger each fail their own check", () => {
  const stray = { bytes: utf8Encode("stray"), nonce: sha256(utf8Encode("n")) };
  expect(reasons(archivePieces({ ...whole, parts: [part, stray] }))).toEqual(["parts unknown-part"]);
  const lied = smallLog(3, { facts: hexEncode(sha256()) }).world.leaves;
  const note = headOf(lied, lied.length, addMs(TEST_START, 3 * MINUTE_MS));
  expect(reasons(archivePieces({ origin: TEST_LOG, leaves: lied, checkpointNotes: [note] }))).toEqual([
    "state-roots wrong-facts",
  ]);
  const later = smallLog(3, { fold: 4 }).world.leaves;
  const pieces = archivePieces({ origin: TEST_LOG, leaves: later, checkpointNotes: [headOf(later, later.length)] });
  expect(verifyArchive(pieces, trust)).toMatchObject({ ok: true });
  const stranger = notes[0]?.replace("— test.invalid/log ", "— test.invalid/elsewhere ") ?? "";
  expect(reasons(archivePieces({ ...whole, checkpointNotes: [stranger, ...notes.slice(1)] }))).toEqual([
    "checkpoints unverified",
  ]);
});

test("a claimed outage within which an entry was logged fails, and both entries are named; at its ends entries may stand", () => {
  for (const logged of [1, 5, 9]) {
    const claimed = TestWorld.founded();
    for (const hour of [1, logged, 9]) {
      claimed.now = addMs(TEST_START, hour * HOUR_MS);
      claimed.register(testKey(`participant ${hour}`));
    }
    const span = { since: formatInstant(addMs(TEST_START, HOUR_MS)), deadline: formatInstant(claimed.now) };
    const due = { aggregate: "index", transition: "outage", subject: "index", ...span };
    const { did, thumbprint } = claimed.index;
    claimed.log(clockRecord(due, { log: TEST_LOG, issuer: did, key: thumbprint }), claimed.index);
    const list = claimed.leaves;
    const checkpointNotes = [headOf(list, list.length, claimed.now)];
    const { checks } = verifyArchive(archivePieces({ origin: TEST_LOG, leaves: list, checkpointNotes }), trust);
    const check = checks.find(({ name }) => name === "outages");
    if (logged === 5) expect(check).toMatchObject({ outcome: "fail", reason: "false-outage" });
    if (logged === 5) expect(check?.detail).toMatch(/^Entry 4 claims .* but entry 2 was logged within it/);
    if (logged !== 5) expect(check).toMatchObject({ outcome: "pass" });
  }
});

test("a statement with another key's signature is named by its index", () => {
  const entry = parseEntry(leaves[9] ?? new Uint8Array());
  if (!entry.ok) throw new Error("unreadable");
  const text = new TextDecoder().decode(entry.value.parsed.bytes).replace('"displayName":"N"', '"displayName":"M"');
  const list = leaves.with(9, encodeEntry(addMs(TEST_START, 9 * MINUTE_MS), utf8Encode(text)));
  const archive = {
    origin: TEST_LOG,
    leaves: list,
    checkpointNotes: [headOf(list, list.length, addMs(world.now, DAY_MS))],
  };
  const { checks } = verifyArchive(archivePieces(archive), trust);
  expect(checks.find(({ name }) => name === "statements")).toMatchObject({ outcome: "fail", reason: "bad-signature" });
  expect(checks.find(({ name }) => name === "statements")?.detail).toContain("Entry 9");
});

test("a changed byte anywhere is found, and no byte makes the check throw", () => {
  const small = smallLog(2).world.leaves;
  const note = headOf(small, small.length);
  const bytes = encodeArchive({ origin: TEST_LOG, leaves: small, checkpointNotes: [note] });
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = concatBytes(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(verifyArchive([changed], trust).ok).toBe(false);
    }),
    { seed: 3, numRuns: 200 },
  );
});
