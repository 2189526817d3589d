/** Acts of two sides: a provider handed over, and two providers linked, by the signatures of both operators. */
import { expect, test } from "vitest";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { handoverPoints, isOfferGenuine, offerStateAt } from "./handover.ts";
import { TRANSFER_NOTICE_MS } from "./reducers/provider-sides.ts";
import { type Said, TestWorld, testKey } from "./testing/world.ts";
import { proposalOf, providerOf } from "./view.ts";

const ada = testKey("ada");
const eve = testKey("eve");
const token = testKey("halden token");
const disclosure = testKey("ada disclosure");
const voided = (code: string) => ({ status: "void", code });
const EFFECTIVE = { status: "effective" };

function settledWorld() {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const id = world.provider(ada, { proofs: [world.nameProof(ada, token)], observe: true });
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "disclosure", disclosure) });
  const say = (kind: "provider.transfer" | "provider.link", body: JsonObject, by = ada, subject = id) =>
    world.say({ kind, by, subject, body });
  const cosign = ({ hash }: Said, by = eve) =>
    world.say({ kind: "cosign", by, subject: `stmt:${hash}`, body: { statement: hash } }).effect;
  const beat = (by: typeof ada, issuer: typeof ada) =>
    world.say({
      kind: "disclosure.heartbeat",
      by,
      issuer,
      subject: id,
      body: { version: 1, effectiveAt: formatInstant(world.now), cadenceHours: 6, softwareVersion: "1" },
    }).effect;
  return { world, id, say, cosign, beat };
}

test("a provider changes hands when the new operator has cosigned, not before, and by nobody else", () => {
  const { world, id, say, cosign } = settledWorld();
  const mallory = testKey("mallory");
  world.register(mallory, { displayName: "Mallory" });
  const offer = say("provider.transfer", { to: eve.did });
  expect(offer.effect).toEqual(EFFECTIVE);
  expect(providerOf(world.state, id)?.operator).toBe(ada.did);
  expect(cosign(offer, mallory)).toEqual(voided("no-authority"));
  expect(cosign(offer, ada)).toEqual(voided("no-authority"));
  world.now = addMs(world.now, TRANSFER_NOTICE_MS - 1);
  expect(cosign(offer)).toEqual(voided("guard"));
  world.now = addMs(world.now, 1);
  expect(cosign(offer)).toEqual(EFFECTIVE);
  expect(providerOf(world.state, id)).toMatchObject({ operator: eve.did, provenBy: [], observe: false });
  expect(say("provider.transfer", { to: ada.did }).effect).toEqual(voided("no-authority"));
  expect(cosign(offer)).toEqual(voided("already-recorded"));
});

test("what is said to end ends, what is said to stay stays, and an offer that a change overtook is told from an open one", () => {
  const { world, id, say, cosign } = settledWorld();
  const form = () => {
    const found = providerOf(world.state, id);
    if (found === undefined) throw new Error("no provider");
    return found;
  };
  const ending = handoverPoints(form(), world.now).filter(({ effect }) => effect === "ends");
  expect(ending.map(({ text }) => text)).toEqual([
    expect.stringContaining("The right to sign"),
    expect.stringContaining("From that entry on its name is unproven."),
    expect.stringContaining("looks at its API"),
  ]);
  const stateOf = ({ hash }: Said) => {
    const offer = proposalOf(world.state, hash);
    return offer && offerStateAt(offer, form(), world.now);
  };
  const first = say("provider.transfer", { to: eve.did });
  expect(stateOf(first)).toBe("announced");
  const shown = proposalOf(world.state, first.hash);
  if (shown?.proposed == null) throw new Error("no offer");
  expect(isOfferGenuine(shown)).toBe(true);
  const elsewhere = { ...shown.proposed, subject: `prv_${"a".repeat(26)}` };
  expect(isOfferGenuine({ ...shown, proposed: elsewhere, subject: elsewhere.subject })).toBe(false);
  expect(isOfferGenuine({ ...shown, subject: elsewhere.subject })).toBe(false);
  // A withdrawal: its name said again, as it stands.
  world.say({ kind: "provider.update", by: ada, subject: id, body: { name: form().name } });
  expect(stateOf(first)).toBe("overtaken");
  expect(cosign(first)).toEqual(voided("stale-prev"));
  const before = form();
  const second = say("provider.transfer", { to: eve.did });
  world.now = addMs(world.now, TRANSFER_NOTICE_MS - 1);
  expect(stateOf(second)).toBe("announced");
  world.now = addMs(world.now, 1);
  expect(stateOf(second)).toBe("open");
  cosign(second);
  expect(stateOf(second)).toBe("carried");
  expect(form()).toEqual({ ...before, operator: eve.did, provenBy: [], observe: false, slots: form().slots });
  expect(handoverPoints(form(), world.now).filter(({ effect }) => effect === "ends")).toHaveLength(1);
});

test("the old operator's keys speak for the provider no more, under either name", () => {
  const { world, say, cosign, beat } = settledWorld();
  expect(beat(disclosure, ada)).toEqual(EFFECTIVE);
  const offer = say("provider.transfer", { to: eve.did });
  world.now = addMs(world.now, TRANSFER_NOTICE_MS);
  expect(cosign(offer)).toEqual(EFFECTIVE);
  expect(beat(disclosure, ada)).toEqual(voided("no-authority"));
  expect(beat(disclosure, eve)).toEqual(voided("no-authority"));
  expect(beat(ada, ada)).toEqual(voided("no-authority"));
  expect(beat(eve, eve)).toEqual(EFFECTIVE);
});

test("an offer is void to oneself, to nobody, and once the provider has changed under it", () => {
  const { world, id, say, cosign } = settledWorld();
  expect(say("provider.transfer", { to: ada.did }).effect).toEqual(voided("guard"));
  expect(say("provider.transfer", { to: testKey("nobody").did }).effect).toEqual(voided("unknown-subject"));
  const offer = say("provider.transfer", { to: eve.did });
  world.say({ kind: "provider.update", by: ada, subject: id, body: { name: "Other" } });
  expect(cosign(offer)).toEqual(voided("stale-prev"));
});

test("a link stands on both sides when both have signed, and either ends it alone", () => {
  const { world, id, say, cosign } = settledWorld();
  const shop = world.provider(eve, { kind: "service", name: "Shop" });
  const link = say("provider.link", { other: id, relation: "sells-tokens-of" }, eve, shop);
  expect(providerOf(world.state, shop)?.links).toEqual([]);
  expect(cosign(link, ada)).toEqual(EFFECTIVE);
  expect(providerOf(world.state, shop)?.links).toMatchObject([
    { other: id, relation: "sells-tokens-of", from: "this" },
  ]);
  expect(providerOf(world.state, id)?.links).toMatchObject([
    { other: shop, relation: "sells-tokens-of", from: "other" },
  ]);
  expect(say("provider.link", { other: id, relation: "sells-tokens-of" }, eve, shop).effect).toEqual(
    voided("already-exists"),
  );
  expect(say("provider.link", { other: shop, relation: "sells-tokens-of", ended: true }).effect).toEqual(EFFECTIVE);
  expect(providerOf(world.state, shop)?.links).toEqual([]);
  expect(say("provider.link", { other: shop, relation: "sells-tokens-of", ended: true }).effect).toEqual(
    voided("guard"),
  );
});

test("between two providers of one operator nobody else need agree; none is linked to itself or to nobody", () => {
  const { world, id, say } = settledWorld();
  const second = world.provider(ada, { name: "Second" });
  expect(say("provider.link", { other: second, relation: "same-owner" }).effect).toEqual(EFFECTIVE);
  expect(providerOf(world.state, second)?.links).toHaveLength(1);
  expect(say("provider.link", { other: id, relation: "same-owner" }).effect).toEqual(voided("guard"));
  expect(say("provider.link", { other: `prv_${"a".repeat(26)}`, relation: "same-owner" }).effect).toEqual(
    voided("unknown-subject"),
  );
});
