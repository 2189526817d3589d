import { expect, test } from "vitest";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import { digestOfKey, IDENTITY_BODY, type Saying, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { participantOf, providerOf, signingKeyOf } from "./view.ts";

const ada = testKey("ada");
const eve = testKey("eve");
const spare = testKey("ada spare");
const recovery = testKey("ada recovery");
const token = testKey("halden token issuer");
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function operatorWorld(register = {}) {
  const world = TestWorld.founded();
  world.register(ada, register);
  return { world, id: world.provider(ada) };
}

test("entry 0 is genesis, and genesis is nowhere else", () => {
  const world = new TestWorld();
  expect(world.register(ada).effect).toEqual(voided("guard"));
  const founded = TestWorld.founded();
  const again = founded.say({
    kind: "index.genesis",
    by: founded.index,
    subject: "index",
    body: founded.genesisBody(),
  });
  expect(again.effect).toEqual(voided("already-exists"));
});

test("only an admin changes the index's keys, and never to a threshold that nothing can reach", () => {
  const world = TestWorld.founded();
  const change = { kind: "index.key", subject: "index" } as const;
  expect(world.say({ ...change, by: world.index, body: { admins: [ada.did] } }).effect).toEqual(voided("no-authority"));
  expect(world.say({ ...change, by: world.admin, body: { admins: [ada.did, eve.did], threshold: 3 } }).effect).toEqual(
    voided("guard"),
  );
  expect(world.say({ ...change, by: world.admin, body: { admins: [ada.did], threshold: 1 } }).effect).toEqual(
    effective,
  );
  expect(world.say({ ...change, by: world.admin, body: { admins: [eve.did] } }).effect).toEqual(voided("no-authority"));
  expect(world.say({ ...change, by: ada, body: { admins: [eve.did] } }).effect).toEqual(effective);
});

test("the journey from registration to an identity disclosure is effective, and the provider's form shows it", () => {
  const { world, id } = operatorWorld();
  const said = world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
  expect(said.effect).toEqual(effective);
  const provider = providerOf(world.state, id);
  expect(provider?.disclosures.identity).toMatchObject({ entry: 3, statement: said.hash, versions: 1 });
  expect(provider?.operator).toBe(ada.did);
});

test("a correction must name the version that it replaces", () => {
  const { world, id } = operatorWorld();
  const first = world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
  const blind = world.compose({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
  const { prev, ...without } = blind;
  expect(prev).toBe(first.hash);
  expect(world.log(without, ada).effect).toEqual(voided("stale-prev"));
  expect(world.log(blind, ada).effect).toEqual(effective);
  expect(providerOf(world.state, id)?.disclosures.identity?.versions).toBe(2);
});

test("a statement is void when issued more than 5 minutes ahead of or 24 hours before its log time", () => {
  for (const [shift, expected] of [
    [5 * MINUTE_MS, effective],
    [5 * MINUTE_MS + 1, voided("stale-issued")],
    [-24 * HOUR_MS, effective],
    [-24 * HOUR_MS - 1, voided("stale-issued")],
  ] as const) {
    const world = TestWorld.founded();
    const issuedAt = formatInstant(addMs(world.now, shift));
    const said = world.say({
      kind: "participant.register",
      by: ada,
      subject: ada.did,
      body: { displayName: "Ada" },
      change: { issuedAt },
    });
    expect(said.effect, `shift ${shift}`).toEqual(expected);
  }
});

test("nobody speaks for another's provider, nor on behalf of anybody", () => {
  const { world, id } = operatorWorld();
  world.register(eve, { displayName: "Eve" });
  expect(world.say({ kind: "disclosure.identity", by: eve, subject: id, body: IDENTITY_BODY }).effect).toEqual(
    voided("no-authority"),
  );
  const posing = world.say({ kind: "disclosure.identity", by: eve, issuer: ada, subject: id, body: IDENTITY_BODY });
  expect(posing.effect).toEqual(voided("no-authority"));
  const change = { onBehalfOf: ada.did };
  expect(world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY, change }).effect).toEqual(
    voided("no-authority"),
  );
});

test("a subject that the log does not know is void, whoever signs", () => {
  const world = TestWorld.founded();
  world.register(ada);
  const subject = `prv_${"a".repeat(26)}`;
  expect(world.say({ kind: "disclosure.identity", by: ada, subject, body: IDENTITY_BODY }).effect).toEqual(
    voided("unknown-subject"),
  );
});

test("a provider's id follows from its founding statement, and its own key proves its name once", () => {
  const { world } = operatorWorld();
  const body = { kind: "instance", name: "Halden", proofs: [world.nameProof(ada, token)] };
  const said = world.say({ kind: "provider.register", by: ada, subject: "new", body });
  expect(said.effect).toEqual(effective);
  expect(providerOf(world.state, providerIdOf(said.hash))?.provenBy).toEqual([token.did]);
  expect(world.say({ kind: "provider.register", by: ada, subject: "new", body }).effect).toEqual(
    voided("already-exists"),
  );
});

test("a proof of name made for another operator proves nothing", () => {
  const { world } = operatorWorld();
  world.register(eve, { displayName: "Eve" });
  const body = { kind: "instance", name: "Halden", proofs: [world.nameProof(ada, token)] };
  expect(world.say({ kind: "provider.register", by: eve, subject: "new", body }).effect).toEqual(voided("bad-proof"));
});

test("an operator's own account key cannot prove a provider's name", () => {
  const { world } = operatorWorld();
  const body = { kind: "instance", name: "Halden", proofs: [world.nameProof(ada, ada)] };
  expect(world.say({ kind: "provider.register", by: ada, subject: "new", body }).effect).toEqual(
    voided("already-exists"),
  );
});

test("the first key of a purpose is active at once, the next after 24 hours, recorded or not", () => {
  const { world, id } = operatorWorld();
  const [first, second] = [testKey("disclosure 1"), testKey("disclosure 2")];
  const add = (key: typeof first) =>
    world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "disclosure", key) });
  expect(add(first).effect).toEqual(effective);
  expect(add(second).effect).toEqual(effective);
  const publish = (by: typeof first) =>
    world.say({ kind: "disclosure.identity", by, issuer: ada, subject: id, body: IDENTITY_BODY }).effect;
  expect(publish(first)).toEqual(effective);
  expect(publish(second)).toEqual(voided("key-not-active"));
  world.now = addMs(world.now, DAY_MS);
  expect(publish(second)).toEqual(effective);
});

test("a due activation is recorded once, by the index at the deadline or by anyone an hour later", () => {
  const { world, id } = operatorWorld();
  const [first, second] = [testKey("response 1"), testKey("response 2")];
  for (const key of [first, second])
    world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "response", key) });
  const due = {
    aggregate: `key:${second.thumbprint}`,
    transition: "activate",
    deadline: formatInstant(addMs(world.now, DAY_MS)),
    subject: id,
  } as const;
  const record = (by: typeof eve) =>
    world.log(clockRecord(due, { log: TEST_LOG, issuer: by.did, key: by.thumbprint }), by).effect;
  expect(record(world.index)).toEqual(voided("guard"));
  world.now = addMs(world.now, DAY_MS);
  expect(record(eve)).toEqual(voided("no-authority"));
  world.now = addMs(world.now, HOUR_MS);
  expect(record(eve)).toEqual(effective);
  expect(record(world.index)).toEqual(voided("already-recorded"));
  expect(signingKeyOf(world.state, second.thumbprint)?.state).toBe("active");
});

test("a key without proof of possession, or with one for another purpose, is not published", () => {
  const { world, id } = operatorWorld();
  const key = testKey("response 1");
  const right = world.keyBody(id, "response", key);
  expect(
    world.say({ kind: "key.add", by: ada, subject: id, body: { ...right, purpose: "disclosure" } }).effect,
  ).toEqual(voided("bad-proof"));
  expect(world.say({ kind: "key.add", by: ada, subject: id, body: right }).effect).toEqual(effective);
  const again = world.keyBody(id, "report", key);
  expect(world.say({ kind: "key.add", by: ada, subject: id, body: again }).effect).toEqual(voided("already-exists"));
});

test("what a revoked key signs afterwards is void, what it signed before stands", () => {
  const { world, id } = operatorWorld();
  const key = testKey("disclosure 1");
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "disclosure", key) });
  const before = world.say({ kind: "disclosure.identity", by: key, issuer: ada, subject: id, body: IDENTITY_BODY });
  const revoke = { thumbprint: key.thumbprint, reason: "superseded" };
  expect(world.say({ kind: "key.revoke", by: ada, subject: id, body: revoke }).effect).toEqual(effective);
  expect(world.say({ kind: "key.revoke", by: ada, subject: id, body: revoke }).effect).toEqual(
    voided("already-recorded"),
  );
  expect(
    world.say({ kind: "disclosure.identity", by: key, issuer: ada, subject: id, body: IDENTITY_BODY }).effect,
  ).toEqual(voided("key-not-active"));
  expect(providerOf(world.state, id)?.disclosures.identity?.statement).toBe(before.hash);
});

test("with a spare key, the thief of the account key cannot change control; the spare key can", () => {
  const { world } = operatorWorld({ nextKeyDigest: digestOfKey(spare) });
  const stolen = testKey("thief");
  const byThief = world.keyBody(ada.did, "control", stolen);
  expect(world.say({ kind: "key.add", by: ada, subject: ada.did, body: byThief }).effect).toEqual(
    voided("no-authority"),
  );
  const takeover = { nextKeyDigest: digestOfKey(stolen), publicKey: ada.did };
  expect(world.say({ kind: "participant.update", by: ada, subject: ada.did, body: takeover }).effect).toEqual(
    voided("no-authority"),
  );
  const fresh = testKey("ada new device");
  const bySpare = world.keyBody(ada.did, "control", fresh, spare);
  expect(world.say({ kind: "key.add", by: spare, issuer: ada, subject: ada.did, body: bySpare }).effect).toEqual(
    effective,
  );
  const revoke = { thumbprint: ada.thumbprint, reason: "compromised", publicKey: spare.did };
  expect(world.say({ kind: "key.revoke", by: spare, issuer: ada, subject: ada.did, body: revoke }).effect).toEqual(
    effective,
  );
  world.now = addMs(world.now, DAY_MS);
  const rename = { displayName: "Halden again" };
  expect(world.say({ kind: "participant.update", by: ada, subject: ada.did, body: rename }).effect).toEqual(
    voided("key-not-active"),
  );
  expect(
    world.say({ kind: "participant.update", by: fresh, issuer: ada, subject: ada.did, body: rename }).effect,
  ).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.displayName).toBe("Halden again");
});

test("a key that can never sign is made neither admin nor recovery key", () => {
  // y = 1: the identity, of small order.
  const weak = didKeyOf(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)));
  const world = TestWorld.founded();
  const change = { kind: "index.key", by: world.admin, subject: "index" } as const;
  expect(world.say({ ...change, body: { admins: [weak] } }).effect).toEqual(voided("guard"));
  expect(world.say({ ...change, body: { promiseKey: weak } }).effect).toEqual(voided("guard"));
  expect(world.register(ada, { recoveryKey: weak }).effect).toEqual(voided("guard"));
  const young = new TestWorld();
  const body = { ...young.genesisBody(), admins: [weak] };
  expect(young.say({ kind: "index.genesis", by: young.index, subject: "index", body }).effect).toEqual(voided("guard"));
});

test("a recovery key never becomes a signing key, and no signing key a recovery key", () => {
  const { world, id } = operatorWorld({ recoveryKey: recovery.did });
  const say = (saying: Omit<Saying, "by">) => world.say({ by: ada, ...saying }).effect;
  const guard = { status: "void", code: "guard" };
  const asResponse = world.keyBody(id, "response", recovery);
  expect(say({ kind: "key.add", subject: id, body: asResponse })).toEqual(guard);
  const asControl = world.keyBody(ada.did, "control", recovery);
  expect(say({ kind: "key.add", subject: ada.did, body: asControl })).toEqual(guard);
  const proofs = [world.nameProof(ada, recovery)];
  expect(say({ kind: "provider.register", subject: "new", body: { kind: "service", name: "Other", proofs } })).toEqual(
    guard,
  );
  const own = testKey("published");
  const added = say({ kind: "key.add", subject: id, body: world.keyBody(id, "response", own) });
  expect(added).toEqual({ status: "effective" });
  expect(say({ kind: "participant.update", subject: ada.did, body: { recoveryKey: own.did } })).toEqual(guard);
  const late = { kind: "participant.register", by: testKey("late"), subject: testKey("late").did } as const;
  expect(world.say({ ...late, body: { displayName: "Late", recoveryKey: own.did } }).effect).toEqual(guard);
});

test("a recovery key revokes any key of its participant at once, and signs nothing else", () => {
  const { world, id } = operatorWorld({ recoveryKey: recovery.did });
  const key = testKey("disclosure 1");
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "disclosure", key) });
  const revoke = (thumbprint: string) => ({ thumbprint, reason: "compromised", publicKey: recovery.did });
  expect(
    world.say({ kind: "key.revoke", by: recovery, issuer: ada, subject: id, body: revoke(key.thumbprint) }).effect,
  ).toEqual(effective);
  expect(
    world.say({ kind: "key.revoke", by: recovery, issuer: ada, subject: ada.did, body: revoke(ada.thumbprint) }).effect,
  ).toEqual(effective);
  const add = world.keyBody(ada.did, "control", testKey("fresh"), recovery);
  expect(world.say({ kind: "key.add", by: recovery, issuer: ada, subject: ada.did, body: add }).effect).toEqual(
    voided("no-authority"),
  );
  const rename = { displayName: "Mine", publicKey: recovery.did };
  expect(
    world.say({ kind: "participant.update", by: recovery, issuer: ada, subject: ada.did, body: rename }).effect,
  ).toEqual(voided("no-authority"));
});

test("account, spare and recovery key are three keys", () => {
  const world = TestWorld.founded();
  expect(world.register(ada, { nextKeyDigest: digestOfKey(ada) }).effect).toEqual(voided("guard"));
  expect(world.register(ada, { recoveryKey: ada.did }).effect).toEqual(voided("guard"));
  expect(world.register(ada, { recoveryKey: spare.did, nextKeyDigest: digestOfKey(spare) }).effect).toEqual(
    voided("guard"),
  );
  expect(world.register(ada, { recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) }).effect).toEqual(
    effective,
  );
});

test("an identity that is already past, or claims to be fresh for more than 400 days, is void", () => {
  const { world, id } = operatorWorld();
  const publish = (expiresAt: string) =>
    world.say({ kind: "disclosure.identity", by: ada, subject: id, body: { ...IDENTITY_BODY, expiresAt } }).effect;
  expect(publish(formatInstant(world.now))).toEqual(voided("guard"));
  expect(publish(formatInstant(addMs(world.now, 400 * DAY_MS + 5 * MINUTE_MS + 1)))).toEqual(voided("guard"));
  expect(publish(formatInstant(addMs(world.now, 400 * DAY_MS)))).toEqual(effective);
});

test("heartbeats are counted and carry no predecessor", () => {
  const { world, id } = operatorWorld();
  const body = { version: 1, effectiveAt: "2026-11-22T10:00:00.000Z", cadenceHours: 6, softwareVersion: "prex 1.4.2" };
  const beat = (change = {}) => world.say({ kind: "disclosure.heartbeat", by: ada, subject: id, body, change }).effect;
  expect(beat()).toEqual(effective);
  expect(beat({ prev: "0".repeat(64) })).toEqual(voided("stale-prev"));
  expect(beat()).toEqual(effective);
  expect(providerOf(world.state, id)?.heartbeat?.beats).toBe(2);
});

test("a pending key is active exactly from its deadline", () => {
  const key = { state: "pending", activeFrom: "2026-11-23T10:00:00.000Z", retirement: null } as const;
  const deadline = Date.parse(key.activeFrom) as Instant;
  expect(keyStateAt(key, addMs(deadline, -1))).toBe("pending");
  expect(keyStateAt(key, deadline)).toBe("active");
});
