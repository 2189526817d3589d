/** The life of a key in the fold: retirement with overlap, recovery with its one veto, and their clocks. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { isActiveAt, keyStateAt, LONGEST_OVERLAP_MS, RECOVERY_DELAY_MS } from "#lib/keys/lifecycle.ts";
import { clockRecord, type DueTransition } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { controlOf } from "./control.ts";
import { digestOfKey, IDENTITY_BODY, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { participantOf, signingKeyOf } from "./view.ts";

const ada = testKey("ada");
const spare = testKey("ada spare");
const recovery = testKey("ada recovery");
const fresh = testKey("ada recovered");
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function operatorWorld(register = {}) {
  const world = TestWorld.founded();
  world.register(ada, register);
  return { world, id: world.provider(ada) };
}

const add = (world: TestWorld, owner: string, purpose: "disclosure" | "control", key: Identity) =>
  world.say({ kind: "key.add", by: ada, subject: owner, body: world.keyBody(owner, purpose, key) }).effect;

const retire = (world: TestWorld, owner: string, { thumbprint }: Identity, retiresAt: Instant) =>
  world.say({ kind: "key.retire", by: ada, subject: owner, body: { thumbprint, retiresAt: formatInstant(retiresAt) } })
    .effect;

const publish = (world: TestWorld, id: string, by: Identity) =>
  world.say({ kind: "disclosure.identity", by, issuer: ada, subject: id, body: IDENTITY_BODY }).effect;

const record = (world: TestWorld, due: DueTransition) =>
  world.log(clockRecord(due, { log: TEST_LOG, issuer: world.index.did, key: world.index.thumbprint }), world.index)
    .effect;

const recover = (world: TestWorld, key = fresh, change = {}) =>
  world.say({
    kind: "key.recover",
    by: recovery,
    issuer: ada,
    subject: ada.did,
    body: world.recoverBody(ada.did, key, recovery, change),
  }).effect;

const veto = (world: TestWorld, by: Identity, key = fresh) =>
  world.say({
    kind: "key.revoke",
    by,
    issuer: ada,
    subject: ada.did,
    body: { thumbprint: key.thumbprint, reason: "compromised", ...(by === ada ? {} : { publicKey: by.did }) },
  }).effect;

test("a retiring key signs with effect until its overlap ends and not a millisecond longer, recorded or not", () => {
  const { world, id } = operatorWorld();
  const key = testKey("disclosure 1");
  expect(add(world, id, "disclosure", key)).toEqual(effective);
  const end = addMs(world.now, DAY_MS);
  expect(retire(world, id, key, end)).toEqual(effective);
  world.now = addMs(end, -1);
  expect(publish(world, id, key)).toEqual(effective);
  world.now = end;
  expect(publish(world, id, key)).toEqual(voided("key-not-active"));
});

test("the end of an overlap is recorded once, at its deadline", () => {
  const { world, id } = operatorWorld();
  const key = testKey("disclosure 1");
  add(world, id, "disclosure", key);
  const end = addMs(world.now, DAY_MS);
  retire(world, id, key, end);
  const due = {
    aggregate: `key:${key.thumbprint}`,
    transition: "retire",
    deadline: formatInstant(end),
    subject: id,
  } as const;
  world.now = addMs(end, -1);
  expect(record(world, due)).toEqual(voided("guard"));
  world.now = end;
  expect(record(world, due)).toEqual(effective);
  expect(record(world, due)).toEqual(voided("already-recorded"));
  expect(signingKeyOf(world.state, key.thumbprint)?.state).toBe("retired");
});

test("a key retires once, in the future, within the longest overlap, and only when it signs", () => {
  const { world, id } = operatorWorld();
  const [key, next] = [testKey("disclosure 1"), testKey("disclosure 2")];
  add(world, id, "disclosure", key);
  add(world, id, "disclosure", next);
  expect(retire(world, id, next, addMs(world.now, 2 * DAY_MS))).toEqual(voided("guard"));
  expect(retire(world, id, key, world.now)).toEqual(voided("guard"));
  expect(retire(world, id, key, addMs(world.now, LONGEST_OVERLAP_MS + 1))).toEqual(voided("guard"));
  expect(retire(world, id, testKey("nobody's"), addMs(world.now, DAY_MS))).toEqual(voided("unknown-subject"));
  expect(retire(world, id, key, addMs(world.now, LONGEST_OVERLAP_MS))).toEqual(effective);
  expect(retire(world, id, key, addMs(world.now, DAY_MS))).toEqual(voided("already-recorded"));
});

test("a retiring key can still be revoked at once", () => {
  const { world, id } = operatorWorld();
  const key = testKey("disclosure 1");
  add(world, id, "disclosure", key);
  retire(world, id, key, addMs(world.now, DAY_MS));
  const body = { thumbprint: key.thumbprint, reason: "compromised" };
  expect(world.say({ kind: "key.revoke", by: ada, subject: id, body }).effect).toEqual(effective);
  expect(publish(world, id, key)).toEqual(voided("key-not-active"));
});

test("the last account key does not retire: somebody must sign when its overlap ends", () => {
  const { world } = operatorWorld();
  const next = testKey("ada next");
  expect(retire(world, ada.did, ada, addMs(world.now, 2 * DAY_MS))).toEqual(voided("guard"));
  expect(add(world, ada.did, "control", next)).toEqual(effective);
  expect(retire(world, ada.did, ada, addMs(world.now, DAY_MS - 1))).toEqual(voided("guard"));
  expect(retire(world, ada.did, ada, addMs(world.now, DAY_MS))).toEqual(effective);
});

test("a recovery is in force exactly 7 days after its entry, with the spare key that it named", () => {
  const { world } = operatorWorld({ recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) });
  const digest = digestOfKey(testKey("next spare"));
  expect(recover(world, fresh, { nextKeyDigest: digest })).toEqual(effective);
  expect(recover(world, testKey("another"))).toEqual(voided("already-recorded"));
  const from = addMs(world.now, RECOVERY_DELAY_MS);
  const key = signingKeyOf(world.state, fresh.thumbprint);
  expect(key && isActiveAt(key, addMs(from, -1))).toBe(false);
  expect(key && isActiveAt(key, from)).toBe(true);
  expect(controlOf(world.state, ada.did, addMs(from, -1))?.nextKeyDigest).toBe(digestOfKey(spare));
  expect(controlOf(world.state, ada.did, from)?.nextKeyDigest).toBe(digest);
  world.now = from;
  const due = {
    aggregate: `key:${fresh.thumbprint}`,
    transition: "activate",
    deadline: formatInstant(from),
    subject: ada.did,
  } as const;
  expect(record(world, due)).toEqual(effective);
  expect(participantOf(world.state, ada.did)).toMatchObject({ nextKeyDigest: digest, recovery: null });
  expect(veto(world, spare)).toEqual(voided("no-authority"));
});

test("a recovery that is due counts for later entries though nobody recorded it", () => {
  const { world } = operatorWorld({ recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) });
  recover(world);
  world.now = addMs(world.now, RECOVERY_DELAY_MS);
  // It named no spare key, so the recovered key itself changes control now.
  const body = { nextKeyDigest: digestOfKey(testKey("next spare")) };
  expect(world.say({ kind: "participant.update", by: fresh, issuer: ada, subject: ada.did, body }).effect).toEqual(
    effective,
  );
  expect(participantOf(world.state, ada.did)).toMatchObject({ ...body, recovery: null });
});

test("the spare key vetoes a recovery once, and not a second time", () => {
  const { world } = operatorWorld({ recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) });
  recover(world);
  expect(veto(world, ada)).toEqual(voided("no-authority"));
  expect(veto(world, spare)).toEqual(effective);
  expect(participantOf(world.state, ada.did)).toMatchObject({ recovery: null, vetoedRecoveryKey: recovery.did });
  const again = testKey("again");
  expect(recover(world, again)).toEqual(effective);
  expect(veto(world, spare, again)).toEqual(voided("guard"));
  world.now = addMs(world.now, RECOVERY_DELAY_MS);
  const key = signingKeyOf(world.state, again.thumbprint);
  expect(key && keyStateAt(key, world.now)).toBe("active");
});

test("the spare key replaces a stolen recovery key before it vetoes, and the thief cannot announce again", () => {
  const { world } = operatorWorld({ recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) });
  recover(world);
  const replace = { recoveryKey: testKey("new recovery").did, publicKey: spare.did };
  const update = { kind: "participant.update", by: spare, issuer: ada, subject: ada.did, body: replace } as const;
  expect(world.say(update).effect).toEqual(effective);
  expect(veto(world, testKey("new recovery"))).toEqual(voided("guard"));
  expect(veto(world, spare)).toEqual(effective);
  expect(recover(world, testKey("again"))).toEqual(voided("no-authority"));
});

test("without a spare key, whoever holds the account key cannot stop a recovery or arm himself to veto it", () => {
  const { world } = operatorWorld({ recoveryKey: recovery.did });
  const thief = testKey("thief");
  recover(world);
  expect(veto(world, ada)).toEqual(voided("no-authority"));
  for (const body of [{ nextKeyDigest: digestOfKey(thief) }, { recoveryKey: thief.did }, { recoveryKey: null }])
    expect(world.say({ kind: "participant.update", by: ada, subject: ada.did, body }).effect).toEqual(
      voided("no-authority"),
    );
  expect(add(world, ada.did, "control", thief)).toEqual(voided("no-authority"));
  // The recovery key withdraws its own announcement.
  expect(veto(world, recovery)).toEqual(effective);
  expect(add(world, ada.did, "control", thief)).toEqual(effective);
});

test("spare and recovery keys become no signing keys, nor does a signing key become one of them", () => {
  const { world, id } = operatorWorld({ recoveryKey: recovery.did, nextKeyDigest: digestOfKey(spare) });
  expect(add(world, id, "disclosure", spare)).toEqual(voided("guard"));
  expect(recover(world, spare)).toEqual(voided("guard"));
  expect(recover(world, recovery)).toEqual(voided("guard"));
  expect(recover(world, fresh, { nextKeyDigest: digestOfKey(fresh) })).toEqual(voided("guard"));
  const second = testKey("ada second");
  const body = world.keyBody(ada.did, "control", second, spare);
  expect(world.say({ kind: "key.add", by: spare, issuer: ada, subject: ada.did, body }).effect).toEqual(effective);
  const update = { nextKeyDigest: digestOfKey(second), publicKey: spare.did };
  expect(
    world.say({ kind: "participant.update", by: spare, issuer: ada, subject: ada.did, body: update }).effect,
  ).toEqual(voided("guard"));
});

test("a recovery with a proof for another purpose or owner announces nothing", () => {
  const { world, id } = operatorWorld({ recoveryKey: recovery.did });
  expect(recover(world, fresh, { proof: world.possession(id, "control", fresh) })).toEqual(voided("bad-proof"));
  expect(recover(world, fresh, { proof: world.possession(ada.did, "report", fresh) })).toEqual(voided("bad-proof"));
  expect(recover(world, ada)).toEqual(voided("already-exists"));
});
