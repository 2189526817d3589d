import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { aggregateProofObject, proveAggregate } from "#lib/state/aggregate-proof.ts";
import { formText } from "#lib/state/forms.ts";
import { buildWrongStateRoot } from "#lib/state/fraud/build.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { headOf, logSigner, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { checkAggregate, checkFraud } from "./check-state.ts";
import { readProofText } from "./read-proof-text.ts";

const given = { from: "given", vkey: logSigner.vkey } as const;

function lie(): Uint8Array {
  const { leaves } = smallLog(3, { facts: "ab".repeat(32) }).world;
  const size = leaves.length;
  const proof = buildWrongStateRoot(receiptIn(leaves, size - 1, size, headOf(leaves, size)), leaves, logSigner.vkey);
  if (proof === undefined) throw new Error("nothing was built");
  return encodeFraudProof(proof);
}

test("a proof of fraud is known as one and convicts the log whose key the reader gave, not a nameless one", () => {
  const read = readProofText(lie());
  expect(read).toMatchObject({ kind: "fraud", origin: TEST_LOG });
  const bytes = read.kind === "fraud" ? read.bytes : new Uint8Array();
  const convicted = checkFraud(bytes, given);
  expect(convicted).toMatchObject({ ok: true, verdict: "tampered" });
  expect(convicted.checks.slice(0, 2).map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    "form pass",
    "log-key pass",
  ]);
  expect(checkFraud(bytes, { from: "nowhere" })).toMatchObject({ ok: false, verdict: "incomplete" });
});

test("the proof of one aggregate is found in the answer that carried it, and holds for the index's issuer alone", () => {
  const world = TestWorld.founded();
  const ada = testKey("ada");
  world.register(ada);
  const rows = world.state.rows();
  const row = rows.find(({ key }) => key === `participant:${ada.did}`);
  if (row === undefined) throw new Error("ada is not registered");
  const trie = factsTrieOf(rows);
  const body = stateRootOf({ size: 2, lastLoggedAt: world.now, facts: trie.root() });
  world.say({ kind: "state.root", by: world.index, subject: "index", body });
  const receipt = receiptIn(world.leaves, 2, 3, headOf(world.leaves, 3));
  const form: JsonObject = JSON.parse(formText(row.form));
  const proof = aggregateProofObject(
    proveAggregate(trie, row.key, { key: row.key, digest: row.digest, chainHead: row.chainHead, form }, receipt),
  );

  const read = readProofText(utf8Encode(JSON.stringify({ data: {}, as_of: {}, proof })));
  expect(read).toEqual({ kind: "aggregate", bytes: canonicalBytes(proof), origin: TEST_LOG });
  const own = checkAggregate(canonicalBytes(proof), given, world.index.did);
  expect(own.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(own).toMatchObject({ ok: true, size: 2 });
  const other = checkAggregate(canonicalBytes(proof), given, ada.did);
  expect(other.checks.find(({ name }) => name === "issuer")).toMatchObject({ outcome: "fail" });
  const unknown = checkAggregate(canonicalBytes(proof), { from: "nowhere" }, undefined);
  expect(unknown.checks.filter(({ outcome }) => outcome === "cannot-check").map(({ name }) => name)).toEqual([
    "log-key",
    "log-signature",
    "issuer",
  ]);
});
