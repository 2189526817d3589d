/** Names: changed, claimed, proven by key, by DNS and by file, and lapsing by themselves. */
import { expect, test } from "vitest";
import { providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { nameRecord } from "#lib/statement/observations.ts";
import { isNameProven, NAME_LIFE_MS, nameSeenAt, probedAddress } from "./name-proofs.ts";
import { TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { providerOf, signingKeyOf } from "./view.ts";

const ada = testKey("ada");
const eve = testKey("eve");
const token = testKey("halden token");
const voided = (code: string) => ({ status: "void", code });
const EFFECTIVE = { status: "effective" };

function settledWorld(body: JsonObject = {}) {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const id = world.provider(ada, { domain: "halden.example", address: "https://api.halden.example/v1", ...body });
  const form = () => {
    const provider = providerOf(world.state, id);
    if (provider === undefined) throw new Error("no provider");
    return provider;
  };
  const observe = (body: JsonObject) =>
    world.say({ kind: "peer.observation", by: world.index, subject: id, body }).effect;
  const update = (body: JsonObject, by = ada) => world.say({ kind: "provider.update", by, subject: id, body }).effect;
  const dns = (record = nameRecord(id, TEST_LOG)) =>
    observe({ type: "name-dns", domain: "halden.example", outcome: "found", record });
  return { world, id, form, observe, update, dns };
}

test("a DNS record of this provider and log proves the name, until seven days after it was last seen", () => {
  const { world, form, dns } = settledWorld();
  expect(isNameProven(form(), world.now)).toBe(false);
  expect(dns()).toEqual(EFFECTIVE);
  const seenAt = world.now;
  const last = addMs(seenAt, NAME_LIFE_MS - 1);
  expect(isNameProven(form(), last)).toBe(true);
  expect(isNameProven(form(), addMs(last, 1))).toBe(false);
  expect(nameSeenAt(form().names.dns, addMs(last, 1))).toEqual({ state: "lapsed", until: addMs(last, 1) });
});

test("a look that finds another record, or none, does not prove, and does not end a proof before its time", () => {
  const { world, id, form, dns, observe } = settledWorld();
  expect(dns(nameRecord(id, "other.invalid/log"))).toEqual(EFFECTIVE);
  expect(dns(nameRecord(`prv_${"a".repeat(26)}`, TEST_LOG))).toEqual(EFFECTIVE);
  expect(isNameProven(form(), world.now)).toBe(false);
  dns();
  expect(observe({ type: "name-dns", domain: "halden.example", outcome: "none" })).toEqual(EFFECTIVE);
  expect(form().names.dns).toMatchObject({ seen: { entry: 6 }, missed: { entry: 7 } });
  expect(isNameProven(form(), world.now)).toBe(true);
});

test("a proof that is seen again within its life goes on, later it begins anew", () => {
  const { world, form, dns } = settledWorld();
  dns();
  const first = form().names.dns.seen?.loggedAt;
  world.now = addMs(world.now, NAME_LIFE_MS - 1);
  dns();
  expect(form().names.dns.seen?.since).toBe(first);
  world.now = addMs(world.now, NAME_LIFE_MS);
  dns();
  expect(form().names.dns.seen?.since).toBe(form().names.dns.seen?.loggedAt);
});

test("another domain takes nothing over from the one before", () => {
  const { world, id, form, dns, update, observe } = settledWorld();
  dns();
  const url = "https://halden.example/.well-known/touchstone-provider.json";
  expect(observe({ type: "name-file", url, outcome: "found", record: nameRecord(id, TEST_LOG) })).toEqual(EFFECTIVE);
  expect(update({ domain: "orsted.example" })).toEqual(EFFECTIVE);
  expect(form().names).toEqual({ dns: { seen: null, missed: null }, file: { seen: null, missed: null } });
  expect(isNameProven(form(), world.now)).toBe(false);
  expect(dns()).toEqual(voided("guard"));
});

test("the file is looked for where the certificate of the domain answers, at the address's port if that is the domain", () => {
  const { id, observe, update } = settledWorld();
  const record = nameRecord(id, TEST_LOG);
  const at = (origin: string) =>
    observe({ type: "name-file", url: `${origin}/.well-known/touchstone-provider.json`, outcome: "found", record });
  expect(at("https://api.halden.example")).toEqual(voided("guard"));
  expect(at("https://halden.example")).toEqual(EFFECTIVE);
  expect(update({ address: "https://halden.example:8443/api" })).toEqual(EFFECTIVE);
  expect(at("https://halden.example:8443")).toEqual(EFFECTIVE);
  expect(at("https://halden.example")).toEqual(voided("guard"));
});

test("probes count only with consent, and only below a domain that is proven", () => {
  const { world, form, dns, observe, update } = settledWorld();
  const seen = () =>
    observe({ type: "payment-methods", url: "https://api.halden.example/v1", outcome: "found", methods: [] });
  expect(seen()).toEqual(voided("guard"));
  dns();
  expect(seen()).toEqual(voided("guard"));
  expect(update({ observe: true })).toEqual(EFFECTIVE);
  expect(seen()).toEqual(EFFECTIVE);
  expect(form().observed["payment-methods"]).toMatchObject({ entry: 8 });
  expect(update({ address: "https://victim.example" })).toEqual(EFFECTIVE);
  expect(probedAddress(form(), world.now)).toBeUndefined();
  expect(update({ address: "https://evilhalden.example" })).toEqual(EFFECTIVE);
  expect(probedAddress(form(), world.now)).toBeUndefined();
});

test("a probe's numbers must agree with each other", () => {
  const { dns, observe } = settledWorld({ observe: true });
  dns();
  const at = "2026-11-22T10:00:00.000Z";
  const probe = { type: "probe", url: "https://api.halden.example/v1", from: at, to: at, state: "answers" };
  const latencyMs = { p50: 10, p95: 20 };
  expect(observe({ ...probe, looks: 4, answered: 4, latencyMs })).toEqual(EFFECTIVE);
  expect(observe({ ...probe, looks: 4, answered: 5, latencyMs })).toEqual(voided("guard"));
  expect(observe({ ...probe, looks: 4, answered: 0, latencyMs })).toEqual(voided("guard"));
  expect(observe({ ...probe, looks: 4, answered: 4 })).toEqual(voided("guard"));
});

test("an observation about a provider is not one about another log, and nobody but the index makes it", () => {
  const { world, id, observe } = settledWorld();
  expect(observe({ origin: "peer.invalid/log", vkey: "v", checkpoint: "c" })).toEqual(voided("guard"));
  const body = { type: "name-dns", domain: "halden.example", outcome: "none" };
  expect(world.say({ kind: "peer.observation", by: world.index, subject: "none", body }).effect).toEqual(
    voided("guard"),
  );
  expect(world.say({ kind: "peer.observation", by: ada, subject: id, body }).effect).toEqual(voided("no-authority"));
});

test("an update changes what it names and keeps the rest; proofs are added, once, by the right keys", () => {
  const { world, id, form, update } = settledWorld();
  expect(update({ name: "Halden Exchange" })).toEqual(EFFECTIVE);
  expect(form()).toMatchObject({ name: "Halden Exchange", domain: "halden.example", kind: "instance" });
  expect(update({ domain: null })).toEqual(EFFECTIVE);
  expect(form().domain).toBeNull();
  expect(update({ proofs: [world.nameProof(ada, token)] })).toEqual(voided("bad-proof"));
  expect(update({ proofs: [world.nameProof(eve, token, id)] })).toEqual(voided("bad-proof"));
  expect(update({ proofs: [world.nameProof(ada, token, id)] })).toEqual(EFFECTIVE);
  expect(form().provenBy).toEqual([token.did]);
  expect(signingKeyOf(world.state, token.thumbprint)).toMatchObject({ state: "proven", owner: id });
  expect(update({ proofs: [world.nameProof(ada, token, id)] })).toEqual(voided("guard"));
  expect(update({ name: "Mine" }, eve)).toEqual(voided("no-authority"));
  expect(update({ proofs: [world.nameProof(ada, ada, id)] })).toEqual(voided("already-exists"));
});

test("a response key that the provider has published proves its name later; another's does not", () => {
  const { world, id, form, update } = settledWorld();
  const response = testKey("halden response");
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "response", response) });
  expect(update({ proofs: [world.nameProof(ada, response, id)] })).toEqual(EFFECTIVE);
  expect(form().provenBy).toEqual([response.did]);
  expect(signingKeyOf(world.state, response.thumbprint)?.state).toBe("active");
  const other = world.provider(eve);
  const said = world.say({
    kind: "provider.update",
    by: eve,
    subject: other,
    body: { proofs: [world.nameProof(eve, response, other)] },
  });
  expect(said.effect).toEqual(voided("already-exists"));
});

test("a key that proved a name keeps where it did once it is published; any other key was published only", () => {
  const { world, id, update } = settledWorld();
  update({ proofs: [world.nameProof(ada, token, id)] });
  const proven = signingKeyOf(world.state, token.thumbprint)?.addedIn;
  const publish = (purpose: "token" | "response", key: typeof token) => {
    world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, purpose, key) });
    return signingKeyOf(world.state, key.thumbprint);
  };
  const published = publish("response", token);
  expect(published).toMatchObject({ purpose: "response", state: "active", provenIn: proven });
  expect(published?.addedIn).toBeGreaterThan(proven ?? Number.POSITIVE_INFINITY);
  expect(publish("token", testKey("halden response"))).not.toHaveProperty("provenIn");
});

test("who holds the key that a provider is named by claims it, once; nobody else can, under any id", () => {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve);
  const id = providerIdOfKey(token.did);
  const claim = (by: typeof ada, body: JsonObject, subject: string = id) =>
    world.say({ kind: "provider.claim", by, subject, body }).effect;
  expect(claim(eve, { ...world.claimBody(ada, token) })).toEqual(voided("bad-proof"));
  expect(claim(eve, world.claimBody(eve, testKey("another key")))).toEqual(voided("guard"));
  expect(claim(ada, world.claimBody(ada, token), `prv_${"a".repeat(26)}`)).toEqual(voided("guard"));
  expect(claim(ada, world.claimBody(ada, token))).toEqual(EFFECTIVE);
  expect(providerOf(world.state, id)).toMatchObject({ operator: ada.did, provenBy: [token.did] });
  expect(claim(eve, world.claimBody(eve, token))).toEqual(voided("already-exists"));
});

test("a domain without proof, and a time before any look, prove nothing", () => {
  const { form } = settledWorld();
  expect(nameSeenAt(form().names.file, parseInstant("2030-01-01T00:00:00.000Z") ?? addMs(0 as never, DAY_MS))).toEqual({
    state: "none",
    until: undefined,
  });
});
