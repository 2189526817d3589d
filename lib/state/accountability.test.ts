/** The kinds by which an index answers for its log: state.root, peer.observation, part.withheld, fraud.proof. */
import { expect, test } from "vitest";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { Replay } from "./audit.ts";
import { factsTrieOf, stateRootOf } from "./state-root.ts";
import { accusationBody, PEER_LOG, peerBody } from "./testing/accountability.ts";
import { IDENTITY_BODY, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { indexOf, peerOf } from "./view.ts";

const ada = testKey("ada");
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

/** A log that claims its state root after each of `rounds` providers; `lie` changes the body of the last claim. */
function claimingWorld(rounds: number, lie: object = {}) {
  const world = TestWorld.founded();
  world.register(ada);
  const facts = new Map<number, ReturnType<typeof stateRootOf>>();
  for (let round = 0; round < rounds; round += 1) {
    world.now = addMs(world.now, DAY_MS / 3);
    const id = world.provider(ada);
    const body = stateRootOf({
      size: world.leaves.length,
      lastLoggedAt: world.now,
      facts: factsTrieOf(world.state.rows()).root(),
    });
    facts.set(body.size, body);
    world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
    const last = round === rounds - 1 ? lie : {};
    world.say({ kind: "state.root", by: world.index, subject: "index", body: { ...body, ...last } });
  }
  return { world, facts };
}

function replayOf(world: TestWorld, rootsAt: number[] = []): Replay {
  const run = new Replay(TEST_LOG, undefined, { rootsAt });
  for (const leaf of world.leaves) run.push(leaf);
  return run;
}

test("a stranger's replay confirms every state root of an honest index, over days and fresh entries", () => {
  const { world, facts } = claimingWorld(6);
  const run = replayOf(world);
  expect(run.faults).toEqual([]);
  expect(run.claims.map(({ size, outcome }) => [size, outcome])).toEqual(
    [...facts.keys()].map((size) => [size, "pass"]),
  );
});

test("a false root, a false day, false marks or a claim about the future is a fault that names its entry", () => {
  const wrong = "ab".repeat(32);
  for (const [lie, reason] of [
    [{ facts: wrong }, "wrong-facts"],
    [{ marks: wrong }, "wrong-marks"],
    [{ model: wrong }, "wrong-marks"],
    [{ asOf: "2026-11-21T00:00:00.000Z" }, "wrong-as-of"],
    [{ size: 5000 }, "future-size"],
  ] as const) {
    const { world } = claimingWorld(3, lie);
    const run = replayOf(world);
    expect(run.faults).toMatchObject([{ index: world.leaves.length - 1, code: "wrong-state-root" }]);
    expect(run.claims.at(-1)).toMatchObject({ outcome: "fail", reason });
  }
});

test("a state root of another fold version is not checked, and nobody is accused", () => {
  const { world } = claimingWorld(3, { fold: 7, facts: "ab".repeat(32) });
  const run = replayOf(world);
  expect(run.faults).toEqual([]);
  expect(run.claims.at(-1)).toMatchObject({ outcome: "cannot-check", reason: "unknown-fold-version" });
});

test("a void claim is a claim all the same; one that was overtaken is checked by a second replay", () => {
  const { world, facts } = claimingWorld(4);
  const [early] = facts.values();
  if (early === undefined) throw new Error("no claim");
  const late = world.say({ kind: "state.root", by: world.index, subject: "index", body: { ...early } });
  expect(late.effect).toEqual(voided("guard"));
  world.say({ kind: "state.root", by: world.index, subject: "index", body: { ...early, facts: "ab".repeat(32) } });
  const first = replayOf(world);
  expect(first.claims.slice(-2).map(({ reason }) => reason)).toEqual(["overtaken", "overtaken"]);
  expect(first.faults).toEqual([]);
  const second = replayOf(
    world,
    first.claims.map(({ size }) => size),
  );
  expect(second.claims.slice(-2).map(({ outcome }) => outcome)).toEqual(["pass", "fail"]);
  expect(second.faults).toMatchObject([{ index: world.leaves.length - 1, code: "wrong-state-root" }]);
});

test("a state root that a stranger signs is void and no claim of the index", () => {
  const { world, facts } = claimingWorld(2);
  const body = { ...[...facts.values()][0], facts: "ab".repeat(32) };
  const said = world.say({ kind: "state.root", by: testKey("eve"), subject: "index", body });
  expect(said.effect).toEqual(voided("no-authority"));
  expect(replayOf(world).claims.length).toBe(2);
});

test("state roots are chained and speak of ever more entries; the form keeps their place, not their roots", () => {
  const { world, facts } = claimingWorld(2);
  const last = indexOf(world.state)?.stateRoot;
  expect(last).toMatchObject({ size: [...facts.keys()][1], entry: world.leaves.length - 1 });
  expect(JSON.stringify(indexOf(world.state))).not.toContain([...facts.values()][1]?.facts);
  const next = stateRootOf({ size: world.leaves.length, lastLoggedAt: world.now, facts: factsTrieOf([]).root() });
  const saying = { kind: "state.root", by: world.index, subject: "index", body: { ...next } } as const;
  const blind = world.compose({ ...saying, change: { prev: "0".repeat(64) as StatementHash } });
  expect(world.log(blind, world.index).effect).toEqual(voided("stale-prev"));
  expect(world.say(saying).effect).toEqual(effective);
  expect(world.say(saying).effect).toEqual(voided("guard"));
});

test("an observed peer's head tells how it agrees with the one before", () => {
  const world = TestWorld.founded();
  const see = (body: object) =>
    world.say({ kind: "peer.observation", by: world.index, subject: "none", body: { ...body } }).effect;
  const agreement = () => peerOf(world.state, PEER_LOG)?.head?.agreement;
  for (const [body, expected] of [
    [peerBody(3), "first"],
    [peerBody(3), "same"],
    [peerBody(7, { from: 3 }), "consistent"],
    [peerBody(9), "unproven"],
    [peerBody(9, { fork: true }), "conflict"],
  ] as const) {
    expect(see(body)).toEqual(effective);
    expect(agreement()).toBe(expected);
  }
  expect(peerOf(world.state, PEER_LOG)).toMatchObject({ observations: 5, conflicts: 1, accusations: null });
  expect(see({ ...peerBody(9), checkpoint: peerBody(9).checkpoint.replace("9\n", "8\n") })).toEqual(
    voided("bad-proof"),
  );
  expect(see({ ...peerBody(9), origin: TEST_LOG })).toEqual(voided("guard"));
  expect(see({ ...peerBody(9), origin: "other.invalid/log" })).toEqual(voided("bad-proof"));
});

test("an accusation is effective only with the proof at hand, and is counted where the accused log stands", () => {
  const world = TestWorld.founded();
  const accuse = (subject: string, body: object, change = {}) =>
    world.say({ kind: "fraud.proof", by: testKey("mallory"), subject, body: { ...body }, change }).effect;
  const inline = accusationBody(PEER_LOG, "{}");
  expect(accuse("none", inline)).toEqual(effective);
  expect(accuse("index", inline)).toEqual(voided("guard"));
  expect(accuse("none", { ...inline, proof: "[]" })).toEqual(voided("guard"));
  const { proof: _, ...elsewhere } = inline;
  expect(accuse("none", elsewhere)).toEqual(voided("guard"));
  const part = { commit: "0".repeat(64), bytes: 2, mediaType: "application/json", visibility: "public" };
  expect(accuse("none", elsewhere, { parts: [{ ...part, visibility: "sealed" }] })).toEqual(voided("guard"));
  expect(accuse("none", elsewhere, { parts: [part] })).toEqual(effective);
  expect(peerOf(world.state, PEER_LOG)).toMatchObject({ vkey: null, head: null, accusations: { count: 2 } });
  expect(accuse("index", accusationBody(TEST_LOG, "{}"))).toEqual(effective);
  expect(indexOf(world.state)?.accusations).toMatchObject({ count: 1, last: { kind: "conflicting-checkpoints" } });
});

test("a part is withheld once, by an entry after the one that committed to it", () => {
  const world = TestWorld.founded();
  const withhold = (entry: number, subject = `entry:${entry}`) =>
    world.say({
      kind: "part.withheld",
      by: world.index,
      subject,
      body: { entry, commit: "cd".repeat(32), who: "A court", ground: "Order 1/26", reason: "Names a person." },
    }).effect;
  expect(withhold(9)).toEqual(voided("unknown-subject"));
  expect(withhold(0, "entry:1")).toEqual(voided("unknown-subject"));
  expect(withhold(0)).toEqual(effective);
  expect(withhold(0)).toEqual(voided("already-recorded"));
  expect(indexOf(world.state)?.withheld).toEqual([{ commit: "cd".repeat(32), entry: 0, recordedIn: 3 }]);
});
