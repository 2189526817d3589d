import { describe, expect, test } from "vitest";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { leafPieces } from "#lib/log/archive.ts";
import { ed25519NoteSigner, parseNote, signNote } from "#lib/log/note.ts";
import { policyWithoutWitnesses } from "#lib/log/witness-policy.ts";
import { signStatement } from "#lib/statement/compose.ts";
import { encodeEntry, parseEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { headOf, logSigner, POLICY, promiseFor, smallLog, TRUST } from "../testing/fraud-world.ts";
import { TEST_LOG, testKey } from "../testing/world.ts";
import { type UnmetQuestion, UnmetSearch, withoutLog } from "./seek-unmet.ts";
import { verifyFraudProof } from "./verify.ts";

const { world } = smallLog(6);
const { leaves } = world;
const received = world.now;
const later = addMs(received, 2 * DAY_MS);
const hidden = signStatement(
  world.compose({
    kind: "participant.register",
    by: testKey("h"),
    subject: testKey("h").did,
    body: { displayName: "H" },
  }),
  testKey("h").seed,
);
const hash = hashOf(hidden);

function hashOf(bytes: Uint8Array): StatementHash {
  const parsed = parseStatement(bytes);
  if (!parsed.ok) throw new Error(parsed.error.detail);
  return parsed.value.hash;
}

function question(change: Partial<UnmetQuestion> = {}): UnmetQuestion {
  const checkpoint = headOf(leaves, leaves.length, later);
  return { promise: promiseFor(hash, received), checkpoint, logVkey: logSigner.vkey, policy: POLICY, ...change };
}

/** The search over these leaves, in pieces as tiles give them. */
function searched(change: Partial<UnmetQuestion> = {}, served: readonly Uint8Array[] = leaves) {
  const search = UnmetSearch.begin(question(change));
  if (!search.ok) return search.error.code;
  for (let from = 0; from < served.length; from += 3) search.value.push(served.slice(from, from + 3));
  return search.value.finish();
}

test("a promised statement that never came gives a proof that convicts, with the log in it or beside it", () => {
  const answer = searched();
  if (typeof answer === "string" || answer.outcome !== "proven") throw new Error(JSON.stringify(answer));
  expect(verifyFraudProof(answer.bytes, TRUST)).toMatchObject({ ok: true, verdict: "tampered" });
  const short = withoutLog(answer.bytes) ?? new Uint8Array();
  expect(short.length).toBeLessThan(3_000);
  const log = leafPieces(TEST_LOG, leaves);
  expect(verifyFraudProof(short, { ...TRUST, log })).toMatchObject({ ok: true, verdict: "tampered" });
});

describe("nothing is proven", () => {
  test("when the statement came after all, however late", () => {
    const kept = [...leaves, encodeEntry(later, hidden)];
    expect(searched({ checkpoint: headOf(kept, kept.length, later) }, kept)).toEqual({
      outcome: "included",
      index: leaves.length,
    });
  });

  test("before witnesses of the reader saw the log after its time, and with none at all", () => {
    const checkpoint = headOf(leaves, leaves.length, addMs(received, DAY_MS));
    expect(searched({ checkpoint })).toBe("policy-not-met");
    expect(searched({ checkpoint: headOf(leaves, leaves.length) })).toBe("policy-not-met");
    expect(searched({ policy: policyWithoutWitnesses(logSigner.vkey) })).toBe("policy-not-met");
  });

  test("by a promise that the log's promise key did not sign", () => {
    const { text } = parseNote(promiseFor(hash, received)) ?? { text: "" };
    const forged = signNote(text, [ed25519NoteSigner(`${TEST_LOG}/promise`, testKey("mallory").seed)]);
    expect(searched({ promise: forged })).toMatchObject({ outcome: "unproven" });
  });

  test("by a promise of another log, or a head that this log did not sign", () => {
    const { text } = parseNote(promiseFor(hash, received)) ?? { text: "" };
    const elsewhere = signNote(text.replace(TEST_LOG, "other.invalid/log"), [logSigner]);
    expect(searched({ promise: elsewhere })).toBe("malformed");
    expect(searched({ promise: "" })).toBe("malformed");
    expect(searched({ logVkey: POLICY.witnesses[0]?.vkey ?? "" })).toBe("malformed");
  });

  test("when the statement is served to its author alone, in a log that is not the signed one", () => {
    const served = [...leaves.slice(0, -1), encodeEntry(later, hidden)];
    expect(parseEntry(served.at(-1) ?? new Uint8Array()).ok).toBe(true);
    expect(searched({}, served)).toEqual({ outcome: "other-log" });
    expect(searched({}, leaves.slice(1))).toEqual({ outcome: "other-log" });
  });
});
