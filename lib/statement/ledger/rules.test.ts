/** What the documents of ledgers and their series must hold together, beyond the form of each field. */
import { expect, test } from "vitest";
import { base64Encode, base64UrlEncode } from "#lib/kernel/base.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { attestationBytes, isAttestationSound } from "./attestation.ts";
import { databaseLedgerDigestBody } from "./digest-body.ts";
import type { SeriesKey } from "./point.ts";
import { DOCUMENT_MAX_BYTES, readLedgerDocument } from "./read-document.ts";
import { keepSeries, keptSeries } from "./series-facts.ts";
import { seriesIdOf } from "./series-id.ts";
import { formatTicks, msBetween, parseTicks, type Ticks, ticksOfInstant } from "./ticks.ts";

const AZURE: SeriesKey = { ledger: "azure-sql", server: "s", database: "db", createdAt: "2026-11-01T00:00:00.0000000" };
const IMMUDB: SeriesKey = { ...AZURE, ledger: "immudb" };
const TLOG: SeriesKey = { ...AZURE, ledger: "tlog", database: "log.example/own" };
const signer = ed25519NoteSigner("log.example/own", new Uint8Array(32).fill(3));
const point = (bytes: number) => base64Encode(new Uint8Array(bytes).fill(4));
const HEX = "ab".repeat(32);

const azure = (block: unknown = 7, change: JsonObject = {}) =>
  JSON.stringify({
    ...{ database_name: "db", block_id: block, hash: `0x${HEX}` },
    ...{ last_transaction_commit_time: "2026-11-22T09:59:00.1234567", digest_time: "2026-11-22T09:59:01.1234567" },
    ...change,
  });
const state = (change: JsonObject = {}) =>
  JSON.stringify({ db: "db", txId: "42", txHash: base64Encode(new Uint8Array(32).fill(1)), ...change });
const note = (size: number, origin = "log.example/own") =>
  signNote(formatCheckpoint({ origin, size, root: sha256(Uint8Array.of(size)) }), [signer]);

const bodyOf = (change: JsonObject): JsonObject => ({
  ...{ version: 1, effectiveAt: "2026-11-22T10:00:00.000Z", series: { ...AZURE }, digest: azure() },
  ...change,
});
/** Where a body is refused; undefined: it is taken. */
function placeOf(change: Readonly<Record<string, unknown>>): string | undefined {
  const read = databaseLedgerDigestBody.safeParse(JSON.parse(JSON.stringify({ ...bodyOf({}), ...change })));
  return read.success ? undefined : read.error.issues[0]?.path.join(".");
}

const verified = {
  by: "Auditor",
  at: "2026-11-22T10:00:00.000Z",
  firstBlock: 3,
  lastBlock: 7,
  result: "passed",
} as const;
const auditor = didKeyOf(publicKeyOfSeed(new Uint8Array(32).fill(9)));
const signature = base64UrlEncode(signEd25519(new Uint8Array(32).fill(9), attestationBytes(AZURE, verified)));

test("a body names the key by which its product signs, and none where it signs nothing", () => {
  const immudb = { series: IMMUDB, digest: state() };
  expect([{}, immudb, { ...immudb, signedBy: point(65), digest: undefined, cadenceMinutes: 5 }].map(placeOf)).toEqual([
    ...[undefined, undefined, undefined],
  ]);
  for (const bytes of [64, 66]) expect(placeOf({ ...immudb, signedBy: point(bytes) })).toBe("signedBy");
  expect(placeOf({ signedBy: point(65) })).toBe("signedBy");
  const tlog = { series: TLOG, digest: note(9) };
  expect(placeOf({ ...tlog, signedBy: signer.vkey })).toBeUndefined();
  expect([placeOf(tlog), placeOf({ ...tlog, signedBy: point(65) })]).toEqual(["signedBy", "signedBy"]);
});

test("spans begin before they end, and who signs a verification names the key", () => {
  const at = (minute: number) => `2026-11-22T10:0${minute}:00.000Z`;
  const idle = (from: number, until: number) => placeOf({ idle: { from: at(from), until: at(until) } });
  expect([idle(0, 1), idle(1, 1), idle(2, 1)]).toEqual([undefined, "idle.until", "idle.until"]);
  const restore = (before: string) => placeOf({ restore: { before, reason: "A backup." } });
  expect([restore("2026-10-31T23:59:59.9999999"), restore(AZURE.createdAt)]).toEqual([undefined, "restore.before"]);
  const attested = (change: JsonObject) => placeOf({ attestation: { ...verified, ...change } });
  expect([attested({}), attested({ firstBlock: 7 }), attested({ firstBlock: 8 })]).toEqual([
    ...[undefined, undefined, "attestation.lastBlock"],
  ]);
  expect(attested({ publicKey: auditor, signature })).toBeUndefined();
  expect([attested({ publicKey: auditor }), attested({ signature })]).toEqual([
    ...["attestation.signature", "attestation.signature"],
  ]);
  for (const act of [{ cadenceMinutes: 5 }, { storage: { location: "vault", immutability: "none" } }])
    expect(placeOf({ digest: undefined, ...act })).toBeUndefined();
  expect(placeOf({ digest: undefined })).toBe("digest");
});

test("a verification without a signature is taken as it is said; one with half of it, or of another key, is not", () => {
  expect(isAttestationSound(AZURE, verified)).toBe(true);
  expect(isAttestationSound(AZURE, { ...verified, publicKey: auditor, signature })).toBe(true);
  for (const wrong of [
    { publicKey: auditor },
    { signature },
    { publicKey: auditor, signature: signature.slice(0, 80) },
    { publicKey: didKeyOf(publicKeyOfSeed(new Uint8Array(32).fill(8))), signature },
    { publicKey: "did:key:z", signature },
    ...[{ by: "Another" }, { firstBlock: 2 }, { lastBlock: 8 }, { result: "failed" as const }].map((change) => ({
      ...change,
      publicKey: auditor,
      signature,
    })),
  ])
    expect(isAttestationSound(AZURE, { ...verified, ...wrong }), JSON.stringify(wrong)).toBe(false);
  expect(isAttestationSound({ ...AZURE, server: "t" }, { ...verified, publicKey: auditor, signature })).toBe(false);
});

test.each<[string, SeriesKey, string, string | undefined, string | number]>([
  ["block 0", AZURE, azure(0), undefined, 0],
  ["the last safe block", AZURE, azure(2 ** 53 - 1), undefined, 2 ** 53 - 1],
  ["a half block", AZURE, azure(0.5), undefined, "/block_id"],
  ["a long hash", AZURE, azure(7, { hash: `0x${HEX}a` }), undefined, "/hash"],
  ["a list", AZURE, "[]", undefined, ""],
  ["a member with a slash", AZURE, azure(7, { "a/b~c": 1 }), undefined, "/a~1b~0c"],
  ["a state", IMMUDB, state(), undefined, 42],
  ["a state whose number is one", IMMUDB, state({ txId: 0 }), undefined, 0],
  ["the last safe transaction", IMMUDB, state({ txId: String(2 ** 53 - 1) }), undefined, 2 ** 53 - 1],
  ["a transaction beyond it", IMMUDB, state({ txId: String(2 ** 53) }), undefined, "/txId"],
  ["a transaction with a zero before it", IMMUDB, state({ txId: "042" }), undefined, "/txId"],
  ["a transaction that is a list", IMMUDB, state({ txId: [42] }), undefined, "/txId"],
  ["another database", IMMUDB, state({ db: "other" }), undefined, "/db"],
  ["a hash of 31 bytes", IMMUDB, state({ txHash: point(31) }), undefined, "/txHash"],
  ["a hash that is a number", IMMUDB, state({ txHash: 7 }), undefined, "/txHash"],
  ["a member too many", IMMUDB, state({ more: 1 }), undefined, ""],
  ["an unsigned state of a series with a key", IMMUDB, state(), point(65), "/signature"],
  [
    "a state that another key signed",
    IMMUDB,
    state({ signature: { publicKey: point(64), signature: "AAAA" } }),
    point(65),
    "/signature/publicKey",
  ],
  [
    "a signature that is no base64",
    IMMUDB,
    state({ signature: { publicKey: point(65), signature: "?" } }),
    point(65),
    "/signature/signature",
  ],
  [
    "a key of 64 bytes",
    IMMUDB,
    state({ signature: { publicKey: point(64), signature: "AAAA" } }),
    point(64),
    "/signature/publicKey",
  ],
  ["a checkpoint", TLOG, note(9), signer.vkey, 9],
  ["a checkpoint of another log", TLOG, note(9, "log.example/other"), signer.vkey, ""],
  ["a checkpoint of a series without a key", TLOG, note(9), undefined, ""],
  ["a checkpoint in JSON", TLOG, ` ${JSON.stringify({ checkpoint: note(9) })}`, signer.vkey, 9],
  ["a checkpoint with a member too many", TLOG, JSON.stringify({ checkpoint: note(9), more: 1 }), signer.vkey, ""],
  [
    "a proof that is no list",
    TLOG,
    JSON.stringify({ checkpoint: note(9), consistency: "" }),
    signer.vkey,
    "/consistency",
  ],
  ["a proof of a number", TLOG, JSON.stringify({ checkpoint: note(9), consistency: [7] }), signer.vkey, "/consistency"],
])("of a ledger's documents, %s is read or refused at its place", (_, series, text, signedBy, expected) => {
  const read = readLedgerDocument(text, { series, ...(signedBy !== undefined && { signedBy }) });
  expect(read.ok ? read.value.block : read.error.pointer).toBe(expected);
});

test("a state that is signed, of a series without a key or by a reader without the curve, is told as unchecked", () => {
  const signed = state({ signature: { publicKey: point(65), signature: "AAAA" } });
  const told = (text: string, signedBy?: string) => {
    const read = readLedgerDocument(text, { series: IMMUDB, ...(signedBy !== undefined && { signedBy }) });
    return read.ok && read.value.signature;
  };
  expect([told(state()), told(signed), told(signed, point(65))]).toEqual(["none", "unchecked", "unchecked"]);
  const consistency = [base64Encode(new Uint8Array(32).fill(1))];
  const proven = JSON.stringify({ checkpoint: note(9), consistency });
  expect(readLedgerDocument(proven, { series: TLOG, signedBy: signer.vkey })).toMatchObject({ value: { consistency } });
});

test("a document has at most 8,192 bytes of well-formed text", () => {
  const codes = (text: string, series: SeriesKey) => {
    const read = readLedgerDocument(text, { series, signedBy: signer.vkey });
    return read.ok ? "read" : read.error.code;
  };
  const padded = (bytes: number) => azure().padEnd(bytes, " ");
  expect([padded(DOCUMENT_MAX_BYTES), padded(DOCUMENT_MAX_BYTES + 1)].map((text) => codes(text, AZURE))).toEqual([
    "read",
    "too-large",
  ]);
  expect(["x".repeat(DOCUMENT_MAX_BYTES), "x".repeat(DOCUMENT_MAX_BYTES + 1)].map((text) => codes(text, TLOG))).toEqual(
    ["schema", "too-large"],
  );
  expect([codes("{\ud800}", AZURE), codes("\ud800", TLOG)]).toEqual(["malformed", "malformed"]);
  const deep = (levels: number) =>
    azure(7, { more: JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`) as never });
  expect([codes(deep(3), AZURE), codes(deep(4), AZURE)]).toEqual(["schema", expect.not.stringMatching("schema")]);
});

test("ticks are ten thousand to the millisecond, and a difference of them is cut towards the past", () => {
  const at = asInstant(Date.UTC(2026, 10, 22));
  expect(ticksOfInstant(addMs(at, 1)) - ticksOfInstant(at)).toBe(10_000n);
  expect(formatTicks(ticksOfInstant(at))).toBe("2026-11-22T00:00:00.0000000");
  expect(parseTicks("2026-11-22T00:00:00.0000001")).toBe(ticksOfInstant(at) + 1n);
  const between = (difference: bigint) => msBetween(10_000n as Ticks, (10_000n + difference) as Ticks);
  expect([0n, 1n, 9_999n, 10_000n, -1n, -9_999n, -10_000n, -10_001n].map(between)).toEqual([
    0, 0, 0, 1, -1, -1, -1, -2,
  ]);
});

const at = asInstant(Date.UTC(2026, 10, 22, 10));
const version = (entry: number, body: JsonObject) => ({ body, entry, loggedAt: addMs(at, entry), statement: HEX });
const rows = (count: number, first: [number, string], last: [number, string]) => {
  const pin = ([block, hash]: [number, string]) => ({ block, hash: hash.repeat(32) });
  return bodyOf({ digest: undefined as never, rows: { count, root: HEX, first: pin(first), last: pin(last) } });
};

test("of a series stay its rows, its first and last entry, its highest block and the first fork that two entries show", () => {
  const after = (...bodies: JsonObject[]) => {
    let facts: JsonObject | undefined;
    for (const [nth, body] of bodies.entries()) {
      const next = keepSeries(facts, version(10 + nth, JSON.parse(JSON.stringify(body)) as JsonObject));
      if (typeof next === "string") return next;
      facts = next;
    }
    return keptSeries(facts).get(seriesIdOf(AZURE));
  };
  const own = bodyOf({ cadenceMinutes: 60 });
  expect(after(own)).toEqual({
    ...AZURE,
    ...{ signedBy: null, cadenceMinutes: 60, statements: 1, rows: 1, firstEntry: 10, lastEntry: 10 },
    ...{ lastAt: formatInstant(addMs(at, 10)), head: { block: 7, hash: HEX }, headEntry: 10, fork: null },
  });
  expect(after(own, rows(3, [8, "ab"], [10, "cd"]))).toMatchObject({
    ...{ cadenceMinutes: 60, statements: 2, rows: 4, firstEntry: 10, lastEntry: 11 },
    ...{ head: { block: 10, hash: "cd".repeat(32) }, headEntry: 11, fork: null },
  });
  // What is below the head, or the head once more, moves nothing.
  const same = { head: { block: 7, hash: HEX }, headEntry: 10, fork: null };
  expect(after(own, bodyOf({ digest: azure(5) }), bodyOf({}))).toMatchObject({ ...same, rows: 3 });
  expect(after(own, bodyOf({ digest: undefined as never, cadenceMinutes: 30 }))).toMatchObject({
    ...same,
    rows: 1,
    cadenceMinutes: 30,
  });
  const fork = { block: 7, entries: [10, 11] };
  expect(after(own, rows(2, [7, "cd"], [9, "cd"]))).toMatchObject({ fork, headEntry: 11, head: { block: 9 } });
  expect(after(own, rows(2, [7, "cd"], [9, "cd"]), rows(1, [9, "ef"], [9, "ef"]))).toMatchObject({ fork });
  const keyed = (signedBy: string) => bodyOf({ signedBy, digest: undefined as never, cadenceMinutes: 5 });
  expect(after(own, keyed("x"))).toBe("guard");
  expect(after(keyed("x"), keyed("x"))).toMatchObject({
    signedBy: "x",
    statements: 2,
    rows: 0,
    head: null,
    headEntry: null,
  });
});
