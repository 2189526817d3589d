import { createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { stateBytes } from "./immudb-state.ts";
import type { SeriesKey, VerifyP256 } from "./point.ts";
import { readLedgerDocument } from "./read-document.ts";
import { formatTicks, parseTicks } from "./ticks.ts";

const createdAt = "2020-10-01T00:00:00.0000000";
const azure = (database: string): SeriesKey => ({ ledger: "azure-sql", server: "srv", database, createdAt });

// The samples of Microsoft's documentation: sp_generate_database_ledger_digest and "Digest management".
const SAMPLES = [
  `{
    "database_name": "contoso",
    "block_id": 0,
    "hash": "0x6D7D609DE43DDBF84A0346463D6F93CA979846CD5609E02E4FFC96338FC64DD5",
    "last_transaction_commit_time": "2020-10-06T16:50:55.1066667",
    "digest_time": "2020-10-07T01:13:23.3601279"
}`,
  `    {
        "database_name":  "ledgerdb",
        "block_id":  0,
        "hash":  "0xDC160697D823C51377F97020796486A59047EBDBF77C3E8F94EEE0FFF7B38A6A",
        "last_transaction_commit_time":  "2020-11-12T18:01:56.6200000",
        "digest_time":  "2020-11-12T18:39:27.7385724"
    }`,
];

test.each(SAMPLES)("the documented sample digests are read unchanged, all seven digits kept", (sample) => {
  const said = JSON.parse(sample) as Record<string, string>;
  const read = readLedgerDocument(sample, { series: azure(said.database_name ?? "") });
  if (!read.ok || read.value.times === null) throw new Error("refused");
  expect(read.value.hash).toBe(said.hash?.slice(2).toLowerCase());
  expect(formatTicks(read.value.times.commit)).toBe(said.last_transaction_commit_time);
  expect(formatTicks(read.value.times.digest)).toBe(said.digest_time);
});

test("times that differ in the seventh digit differ", () => {
  const [a, b] = ["2020-11-12T18:39:27.7385724", "2020-11-12T18:39:27.7385725"].map(parseTicks);
  expect(b).toBe((a ?? 0n) + 1n);
  expect(formatTicks(parseTicks("1969-12-31T23:59:59.9999999") ?? (0n as never))).toBe("1969-12-31T23:59:59.9999999");
});

test.each([
  ["a time with a zone", { digest_time: "2020-11-12T18:39:27.7385724Z" }, "/digest_time"],
  ["a time with three digits", { digest_time: "2020-11-12T18:39:27.738" }, "/digest_time"],
  ["a day that does not exist", { digest_time: "2020-02-30T18:39:27.7385724" }, "/digest_time"],
  ["a block below zero", { block_id: -1 }, "/block_id"],
  ["a block as text", { block_id: "0" }, "/block_id"],
  ["a short hash", { hash: "0xDC16" }, "/hash"],
  ["another database", { database_name: "other" }, "/database_name"],
  ["a member too many", { comment: "hi" }, "/comment"],
  ["a member too few", { hash: undefined }, ""],
])("%s is refused with its place", (_, changed, pointer) => {
  const document = { ...(JSON.parse(SAMPLES[1] ?? "") as object), ...changed };
  const read = readLedgerDocument(JSON.stringify(document), { series: azure("ledgerdb") });
  expect(read.ok ? undefined : [read.error.code, read.error.pointer]).toEqual(["schema", pointer]);
});

test("a digest that says one thing twice is refused", () => {
  const twice = SAMPLES[0]?.replace('"block_id": 0', '"block_id": 0, "block_id": 1') ?? "";
  const read = readLedgerDocument(twice, { series: azure("contoso") });
  expect(read.ok ? undefined : read.error.code).toBe("duplicate-key");
});

const verifyP256: VerifyP256 = (point, message, signature) => {
  const coordinate = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  const key = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x: coordinate(1), y: coordinate(33) } });
  return verify("sha256", message, key, signature);
};

test("a signed immudb state is read with its server's key and no other", () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const point = Buffer.concat([Uint8Array.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const hash = sha256(Uint8Array.of(7));
  const signature = sign("sha256", stateBytes("defaultdb", 42, hash), privateKey);
  const state = {
    db: "defaultdb",
    txId: "42",
    txHash: base64Encode(hash),
    signature: { publicKey: point.toString("base64"), signature: signature.toString("base64") },
  };
  const given = {
    series: { ...azure("defaultdb"), ledger: "immudb" as const },
    signedBy: point.toString("base64"),
    verifyP256,
  };
  const read = (value: object) => readLedgerDocument(JSON.stringify(value), given);
  expect(read(state)).toMatchObject({ ok: true, value: { block: 42, signature: "holds", times: null } });
  expect(read({ ...state, txId: "43" })).toMatchObject({ ok: false, error: { pointer: "/signature/signature" } });
  expect(read({ ...state, signature: undefined })).toMatchObject({ ok: false, error: { pointer: "/signature" } });
});

test("a checkpoint counts when the log's own key signed it", () => {
  const signer = ed25519NoteSigner("log.example/own", new Uint8Array(32).fill(3));
  const other = ed25519NoteSigner("log.example/own", new Uint8Array(32).fill(4));
  const text = formatCheckpoint({ origin: "log.example/own", size: 9, root: sha256(Uint8Array.of(1)) });
  const given = { series: { ...azure("log.example/own"), ledger: "tlog" as const }, signedBy: signer.vkey };
  expect(readLedgerDocument(signNote(text, [signer]), given)).toMatchObject({ ok: true, value: { block: 9 } });
  expect(readLedgerDocument(signNote(text, [other]), given).ok).toBe(false);
  const wrapped = JSON.stringify({ checkpoint: signNote(text, [signer]), consistency: ["AAAA"] });
  expect(readLedgerDocument(wrapped, given)).toMatchObject({ ok: false, error: { pointer: "/consistency" } });
});
