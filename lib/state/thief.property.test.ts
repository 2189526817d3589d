/** A thief with every key but the spare one does what he can, in any order; the owner of the spare key gets the account back. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { signingControlKeys } from "./control.ts";
import type { ProposalForm } from "./forms.ts";
import { TRANSFER_NOTICE_MS } from "./reducers/provider-sides.ts";
import { digestOfKey, IDENTITY_BODY, TestWorld, testKey } from "./testing/world.ts";
import { participantOf, providerOf, signingKeyOf } from "./view.ts";

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
  "hand the provider to himself": (world, id) => {
    const offer = world.say({ kind: "provider.transfer", by: ada, subject: id, body: { to: thief.did } });
    accept(world, offer.hash);
  },
  "let the helper publish a key": (world, id) => helpersKey(world, id),
  "wait an hour": (world) => {
    world.now = addMs(world.now, HOUR_MS);
  },
};

function accept(world: TestWorld, statement: string) {
  world.say({ kind: "cosign", by: thief, subject: `stmt:${statement}`, body: { statement } });
}

function helpersKey(world: TestWorld, id: string) {
  const body = world.keyBody(id, "disclosure", testKey("the helper's key"));
  return world.say({ kind: "key.add", by: helper, subject: id, body, change: { onBehalfOf: ada.did } }).effect;
}

function say(world: TestWorld, kind: Parameters<TestWorld["say"]>[0]["kind"], subject: string, body: JsonObject) {
  world.say({ kind, by: ada, subject, body });
}

/** What the owner does, one step after another, with the thief's tries between them; the last also ends what he set up. */
const STEPS: ((world: TestWorld, id: string) => string)[] = [
  (world) => bySpare(world, "key.add", ada.did, world.keyBody(ada.did, "control", fresh, spare)),
  (world) => bySpare(world, "key.revoke", ada.did, { thumbprint: ada.thumbprint, reason: "compromised" }),
  (world, id) => {
    const ends = [...endMembers(world), ...endKeys(world, id)];
    const next = { nextKeyDigest: digestOfKey(nextSpare) };
    return [...ends, bySpare(world, "participant.update", ada.did, next)].find((one) => one === "void") ?? "effective";
  },
];

type BySpare = "key.add" | "key.revoke" | "participant.update" | "member.revoke";

function bySpare(world: TestWorld, kind: BySpare, subject: string, body: JsonObject): string {
  const revealed = { ...body, publicKey: spare.did };
  return world.say({ kind, by: spare, issuer: ada, subject, body: revealed }).effect.status;
}

const endMembers = (world: TestWorld) =>
  (participantOf(world.state, ada.did)?.members ?? []).map(({ did }) =>
    bySpare(world, "member.revoke", ada.did, { member: did }),
  );

/** Keys of the provider that the owner never published. */
const endKeys = (world: TestWorld, id: string) =>
  (providerOf(world.state, id)?.keys ?? []).map(({ thumbprint }) =>
    bySpare(world, "key.revoke", id, { thumbprint, reason: "compromised" }),
  );

test("a thief with the account key cannot lock out the owner of the spare key, whatever he does and when", () => {
  const tries = fc.array(fc.constantFrom(...Object.keys(TRIES)), { maxLength: 6 });
  fc.assert(
    fc.property(fc.tuple(tries, tries, tries, tries), (between) => {
      const world = TestWorld.founded();
      world.register(ada, { nextKeyDigest: digestOfKey(spare) });
      world.register(thief, { displayName: "Thief" });
      const id = world.provider(ada);
      const attack = (names: string[]) => {
        for (const name of names) TRIES[name]?.(world, id);
      };
      for (const [at, step] of STEPS.entries()) {
        attack(between[at] ?? []);
        expect(step(world, id), `the owner's step ${at + 1}`).toBe("effective");
      }
      // At once, and not only when the new account key is active.
      expect(helpersKey(world, id)).toMatchObject({ status: "void" });
      attack(between[3]);
      world.now = addMs(world.now, DAY_MS);
      const account = participantOf(world.state, ada.did);
      expect(account).toMatchObject({ nextKeyDigest: digestOfKey(nextSpare), recoveryKey: null, threshold: 1 });
      if (account === undefined) return;
      expect(account.members).toEqual([]);
      expect(signingControlKeys(world.state, account, world.now).map((key) => key.thumbprint)).toEqual([
        fresh.thumbprint,
      ]);
      world.now = addMs(world.now, TRANSFER_NOTICE_MS);
      for (const { statement } of openProposals(world)) accept(world, statement);
      const provider = providerOf(world.state, id);
      expect(provider?.operator).toBe(ada.did);
      const signing = (provider?.keys ?? []).map(({ thumbprint }) => signingKeyOf(world.state, thumbprint));
      expect(signing.filter((key) => key && isActiveAt(key, world.now))).toEqual([]);
    }),
    { numRuns: 25, seed: 4 },
  );
});

function openProposals(world: TestWorld): ProposalForm[] {
  return [...world.state.rows()].map(({ form }) => form).filter((form) => form.aggregate === "proposal");
}
