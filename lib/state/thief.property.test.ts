/** A thief with every key but the spare one does what he can, in any order; the owner of the spare key gets the account back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { signingControlKeys } from "./control.ts";
import { digestOfKey, IDENTITY_BODY, TestWorld, testKey } from "./testing/world.ts";
import { participantOf } from "./view.ts";

const ada = testKey("ada");
const spare = testKey("ada spare");
const fresh = testKey("ada new device");
const nextSpare = testKey("ada next spare");
const thief = testKey("thief");
const helper = testKey("thief's helper");

/** Everything that a holder of the account key can try, against the account and its provider. */
const TRIES: Record<string, (world: TestWorld, id: string) => void> = {
  "add a control key": (world) => say(world, "key.add", ada.did, world.keyBody(ada.did, "control", thief)),
  "add a control key, posing as the spare": (world) =>
    say(world, "key.add", ada.did, world.keyBody(ada.did, "control", thief, ada)),
  "name a spare key": (world) => say(world, "participant.update", ada.did, { nextKeyDigest: digestOfKey(thief) }),
  "drop the spare key": (world) =>
    say(world, "participant.update", ada.did, { nextKeyDigest: null, publicKey: ada.did }),
  "name a recovery key": (world) => say(world, "participant.update", ada.did, { recoveryKey: thief.did }),
  "raise the threshold": (world) => say(world, "participant.update", ada.did, { threshold: 2 }),
  rename: (world) => say(world, "participant.update", ada.did, { displayName: "Stolen" }),
  "revoke the owner's new key": (world) =>
    say(world, "key.revoke", ada.did, { thumbprint: fresh.thumbprint, reason: "ceased" }),
  "retire the account key": (world) =>
    say(world, "key.retire", ada.did, {
      thumbprint: ada.thumbprint,
      retiresAt: formatInstant(addMs(world.now, HOUR_MS)),
    }),
  recover: (world) => say(world, "key.recover", ada.did, world.recoverBody(ada.did, thief, ada)),
  "grant a helper": (world) =>
    say(world, "member.grant", ada.did, {
      member: helper.did,
      scopes: ["keys", "disclose"],
      providers: "all",
      until: formatInstant(addMs(world.now, 9 * DAY_MS)),
    }),
  "add a disclosure key": (world, id) => say(world, "key.add", id, world.keyBody(id, "disclosure", helper)),
  "publish a lie": (world, id) => say(world, "disclosure.identity", id, IDENTITY_BODY),
  "wait an hour": (world) => {
    world.now = addMs(world.now, HOUR_MS);
  },
};

function say(world: TestWorld, kind: Parameters<TestWorld["say"]>[0]["kind"], subject: string, body: JsonObject) {
  world.say({ kind, by: ada, subject, body });
}

/** What the owner does, one step after another, with the thief's tries between them. */
const STEPS: ((world: TestWorld) => string)[] = [
  (world) => bySpare(world, "key.add", world.keyBody(ada.did, "control", fresh, spare)),
  (world) => bySpare(world, "key.revoke", { thumbprint: ada.thumbprint, reason: "compromised", publicKey: spare.did }),
  (world) => bySpare(world, "participant.update", { nextKeyDigest: digestOfKey(nextSpare), publicKey: spare.did }),
];

function bySpare(world: TestWorld, kind: "key.add" | "key.revoke" | "participant.update", body: JsonObject): string {
  return world.say({ kind, by: spare, issuer: ada, subject: ada.did, body }).effect.status;
}

test("a thief with the account key cannot lock out the owner of the spare key, whatever he does and when", () => {
  const tries = fc.array(fc.constantFrom(...Object.keys(TRIES)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.tuple(tries, tries, tries, tries), (between) => {
      const world = TestWorld.founded();
      world.register(ada, { nextKeyDigest: digestOfKey(spare) });
      const id = world.provider(ada);
      const attack = (names: string[]) => {
        for (const name of names) TRIES[name]?.(world, id);
      };
      for (const [at, step] of STEPS.entries()) {
        attack(between[at] ?? []);
        expect(step(world), `the owner's step ${at + 1}`).toBe("effective");
      }
      attack(between[3]);
      world.now = addMs(world.now, DAY_MS);
      const account = participantOf(world.state, ada.did);
      expect(account).toMatchObject({ nextKeyDigest: digestOfKey(nextSpare), recoveryKey: null, threshold: 1 });
      if (account === undefined) return;
      expect(signingControlKeys(world.state, account, world.now).map((key) => key.thumbprint)).toEqual([
        fresh.thumbprint,
      ]);
      expect(endsMember(world, fresh)).toBe(true);
    }),
    { numRuns: 25, seed: 4 },
  );
});

/** The new key ends what the thief granted; afterwards his helper has no right left. */
function endsMember(world: TestWorld, by: Identity): boolean {
  const members = participantOf(world.state, ada.did)?.members ?? [];
  return members.every(({ did }) => {
    const said = world.say({ kind: "member.revoke", by, issuer: ada, subject: ada.did, body: { member: did } });
    return said.effect.status === "effective";
  });
}
