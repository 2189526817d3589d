/** Organisations: members with scopes, and acts that several keys must agree to. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { PROPOSAL_LIFE_MS } from "./forms.ts";
import { LONGEST_GRANT_MS, MOST_MEMBERS } from "./reducers/member.ts";
import { digestOfKey, IDENTITY_BODY, type Said, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { indexOf, participantOf, proposalOf, providerOf, signingKeyOf } from "./view.ts";

const ada = testKey("ada");
const mia = testKey("mia");
const spare = testKey("ada spare");
const recovery = testKey("ada recovery");
const [second, third] = [testKey("ada second"), testKey("ada third")];
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });
const BEAT = { version: 1, effectiveAt: "2026-11-22T10:00:00.000Z", cadenceHours: 6, softwareVersion: "prex 1.4.2" };

function operatorWorld(register = {}) {
  const world = TestWorld.founded();
  world.register(ada, register);
  return { world, id: world.provider(ada) };
}

function grant(world: TestWorld, member: Identity, change = {}) {
  const body = { member: member.did, scopes: ["disclose"], providers: "all", until: in9(world), ...change };
  return world.say({ kind: "member.grant", by: ada, subject: ada.did, body }).effect;
}

const in9 = (world: TestWorld) => formatInstant(addMs(world.now, 9 * DAY_MS));

function asMember(world: TestWorld, kind: "disclosure.identity" | "disclosure.heartbeat", id: string, by = mia) {
  const body = kind === "disclosure.identity" ? IDENTITY_BODY : BEAT;
  return world.say({ kind, by, subject: id, body, change: { onBehalfOf: ada.did } }).effect;
}

test("a member acts within scope, provider and time, in its own name and on behalf, and not a moment longer", () => {
  const { world, id } = operatorWorld();
  const other = world.provider(ada, { name: "Other" });
  expect(asMember(world, "disclosure.identity", id)).toEqual(voided("no-authority"));
  expect(grant(world, mia, { providers: [id] })).toEqual(effective);
  expect(asMember(world, "disclosure.identity", id)).toEqual(effective);
  expect(asMember(world, "disclosure.heartbeat", id)).toEqual(effective);
  expect(asMember(world, "disclosure.identity", other)).toEqual(voided("no-authority"));
  const bare = world.say({ kind: "disclosure.identity", by: mia, subject: id, body: IDENTITY_BODY });
  expect(bare.effect).toEqual(voided("no-authority"));
  world.now = addMs(world.now, 9 * DAY_MS - 1);
  expect(asMember(world, "disclosure.heartbeat", id)).toEqual(effective);
  world.now = addMs(world.now, 1);
  expect(asMember(world, "disclosure.heartbeat", id)).toEqual(voided("no-authority"));
});

test("the scope beat sends beats and publishes nothing else; keys manages keys of providers, never account keys", () => {
  const { world, id } = operatorWorld();
  grant(world, mia, { scopes: ["beat"] });
  expect(asMember(world, "disclosure.heartbeat", id)).toEqual(effective);
  expect(asMember(world, "disclosure.identity", id)).toEqual(voided("no-authority"));
  grant(world, mia, { scopes: ["keys"] });
  const change = { onBehalfOf: ada.did };
  const add = (owner: string, purpose: "response" | "control", key: Identity) =>
    world.say({ kind: "key.add", by: mia, subject: owner, body: world.keyBody(owner, purpose, key), change }).effect;
  expect(add(id, "response", testKey("response 1"))).toEqual(effective);
  expect(add(ada.did, "control", testKey("mine"))).toEqual(voided("no-authority"));
  expect(participantOf(world.state, ada.did)?.controlKeys).toHaveLength(1);
});

test("nobody grants for another, a member grants nothing on, and a revoked member does nothing more", () => {
  const { world, id } = operatorWorld();
  grant(world, mia);
  const on = { member: testKey("friend").did, scopes: ["disclose"], providers: "all", until: in9(world) };
  const change = { onBehalfOf: ada.did };
  expect(world.say({ kind: "member.grant", by: mia, subject: ada.did, body: on, change }).effect).toEqual(
    voided("no-authority"),
  );
  expect(world.say({ kind: "member.grant", by: mia, subject: ada.did, body: on }).effect).toEqual(
    voided("no-authority"),
  );
  const revoke = { kind: "member.revoke", by: ada, subject: ada.did, body: { member: mia.did } } as const;
  expect(world.say(revoke).effect).toEqual(effective);
  expect(world.say(revoke).effect).toEqual(voided("already-recorded"));
  expect(asMember(world, "disclosure.identity", id)).toEqual(voided("no-authority"));
});

test("a registered member signs with its own control keys, so its revoked key speaks for nobody", () => {
  const { world, id } = operatorWorld();
  world.register(mia, { displayName: "Mia", recoveryKey: recovery.did });
  grant(world, mia);
  expect(asMember(world, "disclosure.identity", id)).toEqual(effective);
  const body = { thumbprint: mia.thumbprint, reason: "compromised", publicKey: recovery.did };
  world.say({ kind: "key.revoke", by: recovery, issuer: mia, subject: mia.did, body });
  expect(asMember(world, "disclosure.identity", id)).toEqual(voided("key-not-active"));
});

test("a grant for somebody else's provider, without an end, for the account itself or its spare key is void", () => {
  const { world } = operatorWorld({ nextKeyDigest: digestOfKey(spare) });
  const eve = testKey("eve");
  world.register(eve);
  expect(grant(world, mia, { providers: [world.provider(eve)] })).toEqual(voided("guard"));
  expect(grant(world, mia, { until: formatInstant(world.now) })).toEqual(voided("guard"));
  expect(grant(world, mia, { until: formatInstant(addMs(world.now, LONGEST_GRANT_MS + 1)) })).toEqual(voided("guard"));
  expect(grant(world, ada)).toEqual(voided("guard"));
  expect(grant(world, spare)).toEqual(voided("guard"));
});

test("the spare key and the recovery key end a member's rights at once, alone; no other key of theirs does", () => {
  for (const by of [spare, recovery]) {
    const { world, id } = operatorWorld({ nextKeyDigest: digestOfKey(spare), recoveryKey: recovery.did });
    grant(world, mia);
    const end = (issuer: Identity, publicKey: string) =>
      world.say({ kind: "member.revoke", by, issuer, subject: ada.did, body: { member: mia.did, publicKey } }).effect;
    expect(end(ada, ada.did)).toEqual(voided("no-authority"));
    expect(end(by, by.did)).toEqual(voided("no-authority"));
    expect(asMember(world, "disclosure.identity", id)).toEqual(effective);
    expect(end(ada, by.did)).toEqual(effective);
    expect(asMember(world, "disclosure.identity", id)).toEqual(voided("no-authority"));
  }
});

test("a key that signs as a member becomes no spare key", () => {
  const { world } = operatorWorld();
  grant(world, mia);
  const body = { nextKeyDigest: digestOfKey(mia) };
  expect(world.say({ kind: "participant.update", by: ada, subject: ada.did, body }).effect).toEqual(voided("guard"));
});

test("the list of members is bounded, and those whose grant has ended make room", () => {
  const { world } = operatorWorld();
  for (let at = 0; at < MOST_MEMBERS; at += 1) expect(grant(world, testKey(`member ${at}`))).toEqual(effective);
  expect(grant(world, mia)).toEqual(voided("guard"));
  expect(grant(world, testKey("member 3"), { scopes: ["beat"] })).toEqual(effective);
  world.now = addMs(world.now, 10 * DAY_MS);
  expect(grant(world, mia)).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.members.map(({ did }) => did)).toEqual([mia.did]);
});

/** Ada with three control keys, two of which must agree. */
function twoOfThree() {
  const { world, id } = operatorWorld();
  for (const key of [second, third])
    world.say({ kind: "key.add", by: ada, subject: ada.did, body: world.keyBody(ada.did, "control", key) });
  world.now = addMs(world.now, DAY_MS);
  const raise = { kind: "participant.update", by: ada, subject: ada.did, body: { threshold: 2 } } as const;
  expect(world.say(raise).effect).toEqual(effective);
  return { world, id };
}

const cosign = (world: TestWorld, proposal: Said, by: Identity, issuer: Identity = ada) =>
  world.say({
    kind: "cosign",
    by,
    issuer,
    subject: `stmt:${proposal.hash}`,
    body: { statement: proposal.hash },
  }).effect;

const rename = (world: TestWorld, displayName: string, by = ada) =>
  world.say({ kind: "participant.update", by, issuer: ada, subject: ada.did, body: { displayName } });

test("behind a threshold one key only proposes; the act takes effect at the entry that completes it", () => {
  const { world } = twoOfThree();
  const proposal = rename(world, "We");
  expect(proposal.effect).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.displayName).toBe("Halden");
  expect(proposalOf(world.state, proposal.hash)).toMatchObject({ state: "open", issuer: ada.did });
  expect(cosign(world, proposal, ada)).toEqual(voided("already-recorded"));
  expect(cosign(world, proposal, third)).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.displayName).toBe("We");
  expect(participantOf(world.state, ada.did)?.slots.participant).toBe(proposal.hash);
  expect(proposalOf(world.state, proposal.hash)).toMatchObject({ state: "carried", proposed: null });
  expect(cosign(world, proposal, second)).toEqual(voided("already-recorded"));
});

test("a proposal lapses after exactly 7 days, recorded or not", () => {
  for (const [wait, expected] of [
    [PROPOSAL_LIFE_MS - 1, effective],
    [PROPOSAL_LIFE_MS, voided("threshold-lapsed")],
  ] as const) {
    const { world } = twoOfThree();
    const proposal = rename(world, "We");
    world.now = addMs(world.now, wait);
    expect(cosign(world, proposal, third)).toEqual(expected);
  }
});

test("that a proposal lapsed is recorded once and never for a carried one", () => {
  const { world } = twoOfThree();
  const [left, carried] = [rename(world, "Left"), rename(world, "Carried")];
  expect(cosign(world, carried, third)).toEqual(effective);
  world.now = addMs(world.now, PROPOSAL_LIFE_MS);
  const record = ({ hash }: Said) => {
    const deadline = formatInstant(world.now);
    const due = { aggregate: `proposal:${hash}`, transition: "lapse", deadline, subject: `stmt:${hash}` } as const;
    const signer = { log: TEST_LOG, issuer: world.index.did, key: world.index.thumbprint };
    return world.log(clockRecord(due, signer), world.index).effect;
  };
  expect(record(left)).toEqual(effective);
  expect(record(left)).toEqual(voided("already-recorded"));
  expect(record(carried)).toEqual(voided("guard"));
  expect(cosign(world, left, third)).toEqual(voided("threshold-lapsed"));
});

test("signatures of keys that ended meanwhile do not count, nor does a proposal whose slot has moved on", () => {
  const { world } = twoOfThree();
  const [first, later] = [rename(world, "First"), rename(world, "Later")];
  expect(cosign(world, later, second)).toEqual(effective);
  expect(cosign(world, first, second)).toEqual(voided("stale-prev"));
  const revoke = { thumbprint: second.thumbprint, reason: "compromised" };
  const ending = world.say({ kind: "key.revoke", by: ada, subject: ada.did, body: revoke });
  const bySecond = rename(world, "By the second", second);
  expect(cosign(world, ending, third)).toEqual(effective);
  expect(signingKeyOf(world.state, second.thumbprint)?.state).toBe("revoked");
  expect(cosign(world, bySecond, third)).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.displayName).toBe("Later");
  expect(cosign(world, bySecond, ada)).toEqual(voided("key-not-active"));
});

test("a revocation by several keys takes effect where it is completed: what was logged before that stands", () => {
  const { world, id } = twoOfThree();
  const key = testKey("disclosure 1");
  const added = world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "disclosure", key) });
  cosign(world, added, second);
  const body = { thumbprint: key.thumbprint, reason: "compromised" };
  const revoke = world.say({ kind: "key.revoke", by: ada, subject: id, body });
  const publish = () =>
    world.say({ kind: "disclosure.identity", by: key, issuer: ada, subject: id, body: IDENTITY_BODY }).effect;
  expect(publish()).toEqual(effective);
  const last = world.leaves.length;
  expect(cosign(world, revoke, third)).toEqual(effective);
  expect(signingKeyOf(world.state, key.thumbprint)?.revocation?.entry).toBe(last);
  expect(publish()).toEqual(voided("key-not-active"));
});

test("a disclosure that several keys carried is read from the entry that holds it", () => {
  const { world, id } = twoOfThree();
  const index = world.leaves.length;
  const proposal = world.say({ kind: "disclosure.identity", by: ada, subject: id, body: IDENTITY_BODY });
  expect(providerOf(world.state, id)?.disclosures.identity).toBeUndefined();
  world.now = addMs(world.now, HOUR_MS);
  expect(cosign(world, proposal, second)).toEqual(effective);
  const record = providerOf(world.state, id)?.disclosures.identity;
  expect(record).toMatchObject({ entry: index, statement: proposal.hash, loggedAt: formatInstant(world.now) });
});

test("strangers, other participants and disclosure keys sign under no proposal", () => {
  const { world } = twoOfThree();
  world.register(mia);
  const proposal = rename(world, "We");
  expect(cosign(world, proposal, mia, mia)).toEqual(voided("no-authority"));
  expect(cosign(world, proposal, testKey("stranger"), testKey("stranger"))).toEqual(voided("no-authority"));
  expect(cosign(world, proposal, mia, ada)).toEqual(voided("no-authority"));
  const unknown = { ...proposal, hash: "0".repeat(64) as typeof proposal.hash };
  expect(cosign(world, unknown, third)).toEqual(voided("unknown-subject"));
});

test("what would be void by itself is not proposed, and no threshold is set that today's keys cannot reach", () => {
  const { world } = twoOfThree();
  const proposal = world.say({ kind: "participant.update", by: ada, subject: ada.did, body: { threshold: 4 } });
  expect(proposal.effect).toEqual(voided("guard"));
  expect(proposalOf(world.state, proposal.hash)).toBeUndefined();
});

test("the spare key acts alone, so that a threshold never locks its owner out", () => {
  const { world } = twoOfThree();
  const name = world.say({
    kind: "participant.update",
    by: ada,
    subject: ada.did,
    body: { nextKeyDigest: digestOfKey(spare) },
  });
  expect(cosign(world, name, second)).toEqual(effective);
  const body = { threshold: 1, publicKey: spare.did };
  expect(world.say({ kind: "participant.update", by: spare, issuer: ada, subject: ada.did, body }).effect).toEqual(
    effective,
  );
  expect(rename(world, "Alone").effect).toEqual(effective);
  expect(participantOf(world.state, ada.did)?.displayName).toBe("Alone");
});

test("a proposal cannot be completed once a recovery forbids what it proposes", () => {
  const { world } = twoOfThree();
  const named = world.say({
    kind: "participant.update",
    by: ada,
    subject: ada.did,
    body: { recoveryKey: recovery.did },
  });
  expect(cosign(world, named, second)).toEqual(effective);
  const arm = { nextKeyDigest: digestOfKey(testKey("thief")) };
  const proposal = world.say({ kind: "participant.update", by: ada, subject: ada.did, body: arm });
  const announce = (change = {}) => {
    const body = world.recoverBody(ada.did, testKey("recovered"), recovery, change);
    return world.say({ kind: "key.recover", by: recovery, issuer: ada, subject: ada.did, body }).effect;
  };
  // One recovered key never reaches a threshold of two, and without a spare key nobody could lower it.
  expect(announce()).toEqual(voided("guard"));
  expect(announce({ nextKeyDigest: digestOfKey(testKey("next spare")) })).toEqual(effective);
  expect(cosign(world, proposal, second)).toEqual(voided("no-authority"));
  expect(participantOf(world.state, ada.did)?.nextKeyDigest).toBeNull();
});

test("admins of the index agree by threshold, each once, and an admin who left counts no more", () => {
  const world = TestWorld.founded();
  const [b, c] = [testKey("admin b"), testKey("admin c")];
  const change = (by: Identity, body: object) =>
    world.say({ kind: "index.key", by, subject: "index", body: { ...body } });
  const all = [world.admin.did, b.did, c.did];
  expect(change(world.admin, { admins: all, threshold: 2 }).effect).toEqual(effective);
  const proposal = change(world.admin, { verifierSha256: "0".repeat(64) });
  expect(proposal.effect).toEqual(effective);
  expect(indexOf(world.state)?.verifierSha256).toBeNull();
  expect(cosign(world, proposal, world.admin, world.admin)).toEqual(voided("already-recorded"));
  expect(cosign(world, proposal, mia, mia)).toEqual(voided("no-authority"));
  const out = change(b, { admins: [b.did, c.did] });
  expect(cosign(world, out, c, c)).toEqual(effective);
  expect(indexOf(world.state)?.admins).toEqual([b.did, c.did]);
  // The first admin's proposal died with its right.
  expect(cosign(world, proposal, b, b)).toEqual(effective);
  expect(cosign(world, proposal, c, c)).toEqual(voided("no-authority"));
  expect(indexOf(world.state)?.verifierSha256).toBeNull();
});

test("an admin of the index puts no threshold before its own key", () => {
  const world = TestWorld.founded();
  world.register(world.admin);
  const extra = world.keyBody(world.admin.did, "control", second);
  world.say({ kind: "key.add", by: world.admin, subject: world.admin.did, body: extra });
  world.now = addMs(world.now, DAY_MS) as Instant;
  const raise = { kind: "participant.update", by: world.admin, subject: world.admin.did } as const;
  expect(world.say({ ...raise, body: { threshold: 2 } }).effect).toEqual(voided("guard"));
});
