import { expect, test } from "vitest";
import type { Hash } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { leafHash, type NodeAt, nodeHash, proveInclusion } from "#lib/log/tree.ts";
import { composeStatement, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { rememberedLogs } from "../memory/remembered-logs.ts";
import { createMemoryTexts } from "../text-store.ts";
import { checkReceipt } from "./check-receipt.ts";
import { rememberedKey } from "./meet-log-key.ts";
import { entryText, TAMPERINGS, withEntryText } from "./tamper.ts";

const ORIGIN = "test.invalid/log" as Origin;
const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const logSigner = ed25519NoteSigner(ORIGIN, new Uint8Array(32).fill(7));
const author = identityOfSeed(new Uint8Array(32).fill(9));

function entryOf(n: number): Uint8Array {
  const unsigned = composeStatement(
    {
      kind: "participant.register",
      log: ORIGIN,
      issuer: author.did,
      key: author.thumbprint,
      subject: author.did,
      body: { displayName: `Halden ${n}` },
    },
    NOW,
    (count) => new Uint8Array(count).fill(n),
  );
  return encodeEntry(NOW, signStatement(unsigned, author.seed));
}

/** A log of `size` entries, small enough to hash recursively. */
function receiptOf(index: number, size: number) {
  const entries = Array.from({ length: size }, (_, n) => entryOf(n));
  const hashAt = ({ level, index: at }: NodeAt): Hash => {
    const entry = entries[at];
    if (level === 0 && entry !== undefined) return leafHash(entry);
    return nodeHash(hashAt({ level: level - 1, index: at * 2 }), hashAt({ level: level - 1, index: at * 2 + 1 }));
  };
  const { frontier } = append(emptyFrontier(), entries.map(leafHash));
  const checkpointNote = signNote(formatCheckpoint({ origin: ORIGIN, size, root: rootOf(frontier) }), [logSigner]);
  const entryBytes = entries[index] ?? new Uint8Array();
  const receipt = receiptObject({ index, entryBytes, proof: proveInclusion(index, size, hashAt), checkpointNote });
  return { ...receipt, type: "touchstone-receipt/v1" as const };
}

const given: LogKey = { from: "given", vkey: logSigner.vkey };
const check = (receipt: ReturnType<typeof receiptOf>, logKey: LogKey = given) =>
  checkReceipt(canonicalBytes(receipt), { logKey, expected: { index: receipt.index } });

test("an honest receipt passes every check", () => {
  const found = check(receiptOf(3, 6));
  expect(found.ok).toBe(true);
  expect(found.checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "form pass",
    "checkpoint pass",
    "log-key pass",
    "log-signature pass",
    "inclusion pass",
    "statement pass",
    "same-log pass",
    "statement-signature pass",
    "shown pass",
  ]);
});

const CAUGHT_BY: Record<string, readonly string[]> = {
  word: ["inclusion", "statement-signature"],
  time: ["inclusion"],
  signature: ["inclusion", "statement-signature"],
  place: ["inclusion"],
  proof: ["inclusion"],
  root: ["log-signature", "inclusion"],
  // One leaf more or less often leaves the path's shape as it is: then only the signature notices.
  size: ["log-signature"],
};

test.each(TAMPERINGS.map(({ id }) => id))(
  "the falsification %s is caught, and by the check that it should be",
  (id) => {
    for (const [index, size] of [
      [0, 2],
      [3, 6],
      [5, 6],
      [6, 7],
    ] as const) {
      const tampered = TAMPERINGS.find((tampering) => tampering.id === id)?.apply(receiptOf(index, size));
      if (tampered === undefined) throw new Error(`${id} has nothing to change`);
      const found = checkReceipt(canonicalBytes(tampered.receipt), { logKey: given });
      expect(found.ok).toBe(false);
      const failed = found.checks.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);
      for (const name of CAUGHT_BY[id] ?? ["never listed"]) expect(failed).toContain(name);
    }
  },
);

test("a single character changed anywhere in the entry's text is caught", () => {
  const receipt = receiptOf(1, 3);
  const text = entryText(receipt) ?? "";
  for (let at = 0; at < text.length; at += 5) {
    const changed = text.slice(0, at) + (text[at] === "x" ? "y" : "x") + text.slice(at + 1);
    expect(check(withEntryText(receipt, changed)).ok).toBe(false);
  }
});

test("a receipt of another entry than the page shows is caught", () => {
  const receipt = receiptOf(1, 3);
  const found = checkReceipt(canonicalBytes(receipt), { logKey: given, expected: { index: 2 } });
  expect(found.checks.at(-1)).toMatchObject({ name: "shown", outcome: "fail", reason: "other-entry" });
});

test("without a key the signature is not checked, and the list says so", () => {
  const found = check(receiptOf(1, 3), { from: "nowhere" });
  expect(found.checks.filter(({ outcome }) => outcome === "cannot-check").map(({ name }) => name)).toEqual([
    "log-key",
    "log-signature",
  ]);
});

test("a browser keeps the first key of a log and refuses what another key signed", () => {
  const store = rememberedLogs(createMemoryTexts());
  expect(store.rememberKey(ORIGIN, logSigner.vkey, NOW)).toBe(true);
  const thief = ed25519NoteSigner(ORIGIN, new Uint8Array(32).fill(8));
  store.rememberKey(ORIGIN, thief.vkey, NOW);
  expect(rememberedKey(store, ORIGIN)).toMatchObject({ from: "memory", vkey: logSigner.vkey });
  const receipt = receiptOf(1, 3);
  const text = receipt.checkpoint.slice(0, receipt.checkpoint.indexOf("\n\n") + 1);
  const forged = { ...receipt, checkpoint: signNote(text, [thief]) };
  expect(check(receipt, rememberedKey(store, ORIGIN)).ok).toBe(true);
  expect(check(forged, rememberedKey(store, ORIGIN)).checks).toContainEqual(
    expect.objectContaining({ name: "log-signature", outcome: "fail", reason: "unverified" }),
  );
});
