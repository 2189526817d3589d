/** The plans, folded: what the wizard signs is effective, in order, and does what it says. */
import { expect, test } from "vitest";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import { digestOfKey, TEST_LOG, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { participantOf, providerOf, signingKeyOf } from "#lib/state/view.ts";
import type { Identity } from "#lib/statement/compose.ts";
import type { Signer } from "../signer.ts";
import { ownerOfKeys, planAdd, planRevoke, planRotation, type Scene } from "./key-plans.ts";

const ada = testKey("ada");
const spare = testKey("ada spare");

const signerOf = ({ did, thumbprint, seed }: Identity): Signer => ({
  did,
  thumbprint,
  sign: async (message) => signEd25519(seed, message),
});

let stamps = 0;

function scene(world: TestWorld, owner: string, by = ada): Scene {
  const form = participantOf(world.state, owner) ?? providerOf(world.state, owner);
  if (form === undefined) throw new Error("No such owner.");
  return {
    log: TEST_LOG,
    issuer: ada.did,
    owner: ownerOfKeys(form),
    acting: { signer: signerOf(by), isRevealed: by !== ada },
    stamp: () => {
      stamps += 1;
      return { id: Buffer.alloc(16, stamps).toString("base64url"), issuedAt: formatInstant(world.now) };
    },
  };
}

function worldWith(register = {}) {
  const world = TestWorld.founded();
  world.register(ada, register);
  return { world, id: world.provider(ada) };
}

test("rotation publishes the successor and lets the old key overlap until its end", async () => {
  const { world, id } = worldWith();
  const [old, next] = [testKey("old"), testKey("next")];
  const added = await planAdd(scene(world, id), "disclosure", signerOf(old));
  expect(world.log(added, ada).effect).toEqual({ status: "effective" });
  const end = addMs(world.now, 8 * DAY_MS);
  const key = { thumbprint: old.thumbprint, purpose: "disclosure" } as const;
  for (const statement of await planRotation(scene(world, id), key, signerOf(next), end))
    expect(world.log(statement, ada).effect).toEqual({ status: "effective" });
  const stateOf = ({ thumbprint }: Identity, at: number) => {
    const form = signingKeyOf(world.state, thumbprint);
    return form && keyStateAt(form, addMs(world.now, at));
  };
  expect([stateOf(old, 0), stateOf(next, 0)]).toEqual(["retiring", "pending"]);
  expect([stateOf(old, DAY_MS), stateOf(next, DAY_MS)]).toEqual(["retiring", "active"]);
  expect([stateOf(old, 8 * DAY_MS), stateOf(next, 8 * DAY_MS)]).toEqual(["retired", "active"]);
});

test("with a spare key, account keys rotate and end by the spare key, which shows itself", async () => {
  const { world } = worldWith({ nextKeyDigest: digestOfKey(spare) });
  const next = testKey("next");
  const plan = await planRotation(
    scene(world, ada.did, spare),
    { thumbprint: ada.thumbprint, purpose: "control" },
    signerOf(next),
    addMs(world.now, 8 * DAY_MS),
  );
  for (const statement of plan) expect(world.log(statement, spare).effect).toEqual({ status: "effective" });
  const revoke = planRevoke(scene(world, ada.did, spare), ada.thumbprint, {
    reason: "compromised",
    compromisedSince: addMs(world.now, -DAY_MS),
  });
  expect(world.log(revoke, spare).effect).toEqual({ status: "effective" });
  expect(signingKeyOf(world.state, ada.thumbprint)?.revocation?.compromisedSince).toBe(
    formatInstant(addMs(world.now, -DAY_MS)),
  );
});
