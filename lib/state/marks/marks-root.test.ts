/** The root over all marks: what an index claims of it is computed again by whoever has the log, and a lie is proven. */
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { StateTrie } from "#lib/log/trie.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import { Replay } from "../audit.ts";
import { buildWrongStateRoot } from "../fraud/build.ts";
import { encodeFraudProof } from "../fraud/fraud-proof.ts";
import { verifyFraudProof } from "../fraud/verify.ts";
import { dayOf, factsTrieOf, stateRootOf } from "../state-root.ts";
import { hashOf, judge, report } from "../testing/cases.ts";
import { headOf, logSigner, receiptIn, TRUST } from "../testing/fraud-world.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "../testing/world.ts";
import { marksOfProvider } from "./marks-input.ts";
import { marksHash, marksLeaf, marksRootOf } from "./marks-trie.ts";

const ada = testKey("ada");
const known = modelHash(MODEL_1);

const providersOf = (world: TestWorld): ProviderId[] =>
  world.state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form.id] : []));

/** What the index claims of the state as it stands. */
function claimNow(world: TestWorld): StateRootBody {
  const { model, root } = marksRootOf(world.state, providersOf(world), dayOf(world.now));
  const [size, facts] = [world.leaves.length, factsTrieOf(world.state.rows()).root()];
  return stateRootOf({ size, lastLoggedAt: world.now, facts, marks: { root, model: model.hash } });
}

/** Days in which providers come, sell each other's tokens and are proven wrong, each claimed a day late; `lie` changes the last. */
function days(lie: (body: StateRootBody, world: TestWorld, first: string) => JsonObject, model = known) {
  const world = TestWorld.founded({ modelHash: model });
  world.register(ada);
  const instance = world.provider(ada);
  const service = world.provider(ada, { kind: "service", name: "Sorting" });
  const claims: StateRootBody[] = [];
  for (let day = 0; day < 4; day += 1) {
    const body = claimNow(world);
    claims.push(body);
    if (day === 1)
      world.say({
        kind: "provider.link",
        by: ada,
        subject: instance,
        body: { other: service, relation: "sells-tokens-of" },
      });
    const { id } = report(world, testKey(`reporter ${day}`), service, "wrong-result", `${day}`);
    judge(world, id, { fault: hashOf(`${day}`) });
    world.now = addMs(world.now, DAY_MS - HOUR_MS);
    world.provider(ada, { name: `Another ${day}` });
    const said = day === 3 ? lie(body, world, claims[0]?.marks ?? "") : body;
    world.say({ kind: "state.root", by: world.index, subject: "index", body: said });
  }
  return { world, claims };
}

function replayOf(world: TestWorld, rootsAt: number[] = []): Replay {
  const run = new Replay(TEST_LOG, rememberingVerify, { rootsAt });
  for (const leaf of world.leaves) run.push(leaf);
  return run;
}

function fraudProofOf({ leaves }: TestWorld): Uint8Array {
  const size = leaves.length;
  const receipt = receiptIn(leaves, size - 1, size, headOf(leaves, size));
  const proof = buildWrongStateRoot(receipt, leaves, logSigner.vkey);
  if (proof === undefined) throw new Error("nothing was built");
  return encodeFraudProof(proof);
}

test("a stranger's replay confirms the marks of every claim, though each speaks of a day that is over", () => {
  const { world, claims } = days((body) => body);
  const run = replayOf(world);
  expect(run.claims.map(({ size, outcome }) => [size, outcome])).toEqual(claims.map(({ size }) => [size, "pass"]));
  expect(new Set(claims.map(({ marks }) => marks)).size).toBe(claims.length);
});

test("the marks at every size of the past are those of the state as it was", () => {
  const { world } = days((body) => body);
  const sizes = world.leaves.map((_, at) => at + 1);
  const run = replayOf(world, sizes);
  const alone = new Replay(TEST_LOG, rememberingVerify);
  for (const [at, leaf] of world.leaves.entries()) {
    const day = dayOf(alone.push(leaf)?.loggedAt ?? world.now);
    const ids = alone.state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form.id] : []));
    expect(hexEncode(run.factsAt(at + 1)?.marks.root ?? new Uint8Array())).toBe(
      hexEncode(marksRootOf(alone.state, ids, day).root),
    );
  }
});

/** All marks as they are, but that one provider's say A. */
function flattered(body: StateRootBody, world: TestWorld): JsonObject {
  const trie = new StateTrie();
  for (const [at, id] of providersOf(world).entries()) {
    const marks = marksOfProvider(world.state, id, dayOf(world.now));
    if (marks !== undefined) trie.put(marksLeaf(id, marksHash(at === 0 ? { ...marks, tier: "A" } : marks)));
  }
  return { ...body, marks: hexEncode(trie.root()) };
}

test("a better tier, the marks of another day, none, or those of another model are a lie that one file proves", () => {
  const lies: Parameters<typeof days>[0][] = [
    flattered,
    (body, _, first) => ({ ...body, marks: first }),
    (body) => ({ ...body, marks: "00".repeat(32), model: null }),
    (body) => ({ ...body, model: "cd".repeat(32) }),
  ];
  for (const lie of lies) {
    const { world } = days(lie);
    const run = replayOf(world);
    expect(run.claims.at(-1)).toMatchObject({ outcome: "fail", reason: "wrong-marks" });
    expect(verifyFraudProof(fraudProofOf(world), TRUST)).toMatchObject({ ok: true, verdict: "tampered", exitCode: 1 });
  }
  expect(verifyFraudProof(fraudProofOf(days((body) => body).world), TRUST)).toMatchObject({ ok: false });
});

test("marks by a model that a verifier does not have convict nobody, and false facts beside them do", () => {
  const unknown = "cd".repeat(32);
  const { world } = days((body) => ({ ...body, marks: "ab".repeat(32) }), unknown);
  const run = replayOf(world);
  expect(run.faults).toEqual([]);
  expect(run.claims.at(-1)).toMatchObject({ outcome: "cannot-check", reason: "unknown-model" });
  const finding = verifyFraudProof(fraudProofOf(world), TRUST);
  expect(finding).toMatchObject({ ok: false, verdict: "incomplete", exitCode: 2 });
  expect(finding.checks).toContainEqual(expect.objectContaining({ name: "fold-version", reason: "unknown-model" }));
  const { world: lied } = days((body) => ({ ...body, facts: "ab".repeat(32) }), unknown);
  expect(verifyFraudProof(fraudProofOf(lied), TRUST)).toMatchObject({ ok: true, verdict: "tampered" });
});
