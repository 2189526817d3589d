import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "#lib/kernel/json.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import {
  aggregateProofObject,
  encodeAggregateProof,
  parseAggregateProof,
  proveAggregate,
  verifyAggregateProof,
} from "#lib/statement/aggregate-proof.ts";
import { factsTrieOf } from "./state-root.ts";
import { headOf, logSigner, receiptIn, smallLog } from "./testing/fraud-world.ts";
import { testKey } from "./testing/world.ts";

/** The state as the root saw it: before its own entry. */
const before = smallLog(6).world;
const { leaves } = before;
const claim = leaves.length - 1;
const receipt = receiptIn(leaves, claim, leaves.length, headOf(leaves, leaves.length));
const rows = before.state.rows().filter(({ key }) => key !== "index");
const trust = { logVkey: logSigner.vkey, issuer: before.index.did };

/** The trie under the logged root: the index's own form is that before the claim. */
function trieBefore() {
  const world = smallLog(6, { size: 5000 }).world; // a void claim changes nothing
  const list = world.state.rows();
  return { trie: factsTrieOf(list), row: (key: string) => list.find((row) => row.key === key) };
}
const { trie, row } = trieBefore();

function proofOf(key: string) {
  const found = row(key);
  const known = found === undefined ? undefined : { ...found, form: found.form as unknown as JsonObject };
  return encodeAggregateProof(proveAggregate(trie, key, known, receipt));
}
const outcomes = (bytes: Uint8Array) =>
  verifyAggregateProof(bytes, trust).checks.map(({ name, outcome }) => `${name} ${outcome}`);

test("every aggregate has a proof of presence that verifies offline, every other key one of absence", () => {
  for (const { key } of rows)
    expect(verifyAggregateProof(proofOf(key), trust)).toMatchObject({ ok: true, size: claim });
  fc.assert(
    fc.property(fc.string(), (key) => {
      if (row(key) !== undefined) return;
      expect(verifyAggregateProof(proofOf(key), trust).ok).toBe(true);
    }),
    { seed: 1, numRuns: 20 },
  );
  expect(outcomes(proofOf("policy"))).toEqual([
    "form pass",
    "checkpoint pass",
    "log-signature pass",
    "inclusion pass",
    "statement pass",
    "same-log pass",
    "statement-signature pass",
    "state-root pass",
    "issuer pass",
    "presence pass",
  ]);
});

test("a changed form, chain or key fails, and so does the receipt of another statement or another issuer", () => {
  const proof = parseAggregateProof(proofOf("policy"));
  if (!proof.ok || !("presence" in proof.value)) throw new Error("no proof");
  const { presence } = proof.value;
  const changed = { ...presence, form: { ...presence.form, since: 1 } };
  expect(outcomes(encodeAggregateProof({ ...proof.value, presence: changed })).at(-1)).toBe("presence fail");
  expect(outcomes(encodeAggregateProof({ ...proof.value, key: "index" })).at(-1)).toBe("presence fail");
  const absence = parseAggregateProof(proofOf("provider:none"));
  if (!absence.ok) throw new Error("no proof");
  expect(outcomes(encodeAggregateProof({ ...absence.value, key: "policy" })).at(-1)).toBe("absence fail");
  const elsewhere = receiptIn(leaves, 2, leaves.length, receipt.checkpointNote);
  expect(outcomes(encodeAggregateProof({ ...proof.value, receipt: elsewhere })).slice(-3)).toEqual([
    "state-root fail",
    "issuer fail",
    "presence not-run",
  ]);
  const finding = verifyAggregateProof(proofOf("policy"), { ...trust, issuer: testKey("eve").did });
  expect(finding.checks.find(({ name }) => name === "issuer")?.reason).toBe("other-issuer");
});

test("flipping any bit of a proof makes it fail", () => {
  for (const bytes of [proofOf("policy"), proofOf("provider:none")]) {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(verifyAggregateProof(changed, trust).ok).toBe(false);
      }),
      { seed: 2, numRuns: 150 },
    );
  }
});

test("a step of the trie names its side by one letter of two", () => {
  const object = aggregateProofObject(proveAggregate(trie, "provider:none", undefined, receipt));
  const text = new TextDecoder().decode(canonicalBytes(object));
  const [step = ""] = /"[LR][^"]{44}"/.exec(text) ?? [];
  const isRead = (other: string) => parseAggregateProof(new TextEncoder().encode(text.replace(step, other))).ok;
  expect(isRead(step)).toBe(true);
  for (const other of [step.replace(/[LR]/, "X"), step.replace(/[LR]/, ""), '"L"', "null", '"R*"'])
    expect(isRead(other), other).toBe(false);
});

test("a malformed proof is refused at its place", () => {
  const good = aggregateProofObject(proveAggregate(trie, "provider:none", undefined, receipt));
  for (const [bad, pointer] of [
    [{ ...good, type: "touchstone-aggregate-proof/v2" }, "/type"],
    [{ ...good, more: 1 }, "/type"],
    [{ ...good, key: 1 }, "/key"],
    [{ ...good, receipt: {} }, "/receipt/type"],
    [{ ...good, absence: {} }, ""],
    [{ ...good, absence: { before: null, after: { chainHead: "", digest: "", position: "", steps: [] } } }, ""],
  ] as const) {
    expect(parseAggregateProof(canonicalBytes(bad))).toMatchObject({ ok: false, error: { pointer } });
  }
});
