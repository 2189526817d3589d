/** Who may decide cases, and by which policy: what each act writes, and what is void. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { POLICY_NOTICE_MS } from "../reducers/policy.ts";
import { TestWorld, testKey } from "../testing/world.ts";
import { indexOf, maintainerOf, policyFormOf, rosterOf } from "../view.ts";
import { flagKey, MAINTAINER_FRESH_MS } from "./maintainer-forms.ts";

const mia = testKey("maintainer mia");
const noa = testKey("maintainer noa");
const INTERESTS: JsonObject = { organisation: "Mia & Co", related: [], categories: ["storage"] };

const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function admins(world: TestWorld, kind: Kind, body: JsonObject) {
  return world.say({ kind, by: world.admin, subject: "index", body });
}

function own(world: TestWorld, kind: Kind, by: Identity, body: JsonObject = {}) {
  return world.say({ kind, by, subject: by.did, body }).effect;
}

function founded(): TestWorld {
  const world = TestWorld.founded();
  for (const one of [mia, noa]) {
    world.register(one);
    admins(world, "maintainer.appoint", { maintainer: one.did });
  }
  return world;
}

const roster = (world: TestWorld) => {
  const since = indexOf(world.state)?.roster ?? null;
  return since === null ? undefined : rosterOf(world.state, since)?.members.map(({ did }) => did);
};

test("only who is appointed, has accepted and has stated interests is of the roster, and older rosters stay", () => {
  const world = founded();
  expect(own(world, "maintainer.accept", mia)).toEqual(effective);
  expect(roster(world)).toBeUndefined();
  expect(own(world, "maintainer.interests", mia, INTERESTS)).toEqual(effective);
  expect(roster(world)).toEqual([mia.did]);
  expect(MAINTAINER_FRESH_MS).toBe(180 * DAY_MS);
  const first = indexOf(world.state)?.roster ?? -1;
  own(world, "maintainer.interests", noa, INTERESTS);
  expect(roster(world)).toEqual([mia.did]);
  own(world, "maintainer.accept", noa);
  expect(roster(world)).toEqual([mia.did, noa.did].sort());
  admins(world, "maintainer.remove", { maintainer: mia.did, reason: "Moved on." });
  expect(roster(world)).toEqual([noa.did]);
  expect(rosterOf(world.state, first)?.members.map(({ did }) => did)).toEqual([mia.did]);
});

test("acts of whom nobody appointed, of the removed, and acts done before are void", () => {
  const world = founded();
  const stranger = testKey("stranger");
  world.register(stranger);
  expect(own(world, "maintainer.accept", stranger)).toEqual(voided("guard"));
  expect(own(world, "maintainer.interests", stranger, INTERESTS)).toEqual(voided("guard"));
  own(world, "maintainer.accept", mia);
  expect(own(world, "maintainer.accept", mia)).toEqual(voided("already-recorded"));
  expect(admins(world, "maintainer.appoint", { maintainer: mia.did }).effect).toEqual(voided("already-exists"));
  const remove = { maintainer: mia.did, reason: "Asked for it." };
  expect(admins(world, "maintainer.remove", remove).effect).toEqual(effective);
  expect(admins(world, "maintainer.remove", remove).effect).toEqual(voided("already-recorded"));
  expect(own(world, "maintainer.interests", mia, INTERESTS)).toEqual(voided("guard"));
  expect(admins(world, "maintainer.appoint", { maintainer: mia.did }).effect).toEqual(effective);
  expect(maintainerOf(world.state, mia.did)).toMatchObject({ acceptedIn: null, interests: null, removedIn: null });
});

test("a maintainer warns of a key once; others, and the removed, have no authority", () => {
  const world = founded();
  const flag = (by: Identity) => {
    const body = { thumbprint: noa.thumbprint, reason: "Seen in a public place." };
    return world.say({ kind: "key.flag", by, subject: noa.did, body }).effect;
  };
  expect(flag(mia)).toEqual(voided("no-authority"));
  own(world, "maintainer.accept", mia);
  expect(flag(mia)).toEqual(effective);
  expect(flag(mia)).toEqual(voided("already-recorded"));
  expect(world.state.get(flagKey(noa.thumbprint))).toMatchObject({ owner: noa.did, flags: [{ by: mia.did }] });
  admins(world, "maintainer.remove", { maintainer: mia.did, reason: "Moved on." });
  expect(flag(mia)).toEqual(voided("no-authority"));
});

test("a policy is in force no second before its fourteen days are over, and brings its chain of draws", () => {
  const world = founded();
  const policy = { ...PRESET_POLICY, disputes: { ...PRESET_DISPUTE_RULES, panel: 5 } } as unknown as JsonObject;
  const drawChainEnd = "5".repeat(64);
  const { hash: announced } = admins(world, "policy.announce", { policy, drawChainEnd });
  const announcedAt = world.now;
  world.now = addMs(announcedAt, POLICY_NOTICE_MS - SECOND_MS);
  expect(admins(world, "policy.activate", { announced }).effect).toEqual(voided("guard"));
  world.now = addMs(announcedAt, POLICY_NOTICE_MS);
  expect(admins(world, "policy.activate", { announced }).effect).toEqual(effective);
  expect(policyFormOf(world.state)).toMatchObject({ policy, announced: null, history: [{ hash: announced }] });
  expect(indexOf(world.state)).toMatchObject({ drawChainEnd, drawChainSince: formatInstant(world.now) });
  expect(admins(world, "policy.activate", { announced }).effect).toEqual(voided("guard"));
});

test("a policy whose clocks together break the promise of a ruling is void, though each is within its bounds", () => {
  const world = founded();
  const announced = (hours: Record<string, number>) => {
    const disputes = { ...PRESET_DISPUTE_RULES, hours: { ...PRESET_DISPUTE_RULES.hours, ...hours } };
    return admins(world, "policy.announce", { policy: { ...PRESET_POLICY, disputes } as unknown as JsonObject }).effect;
  };
  expect(announced({ respond: 720 })).toEqual(voided("guard"));
  expect(announced({ appealRuling: 100 })).toEqual(voided("guard"));
  expect(announced({ respond: 144 })).toEqual(effective);
});

test("a newer announcement takes the place of the older one, whose time is lost", () => {
  const world = founded();
  const policy = PRESET_POLICY as unknown as JsonObject;
  const first = admins(world, "policy.announce", { policy });
  world.now = addMs(world.now, 13 * DAY_MS);
  const second = admins(world, "policy.announce", { policy });
  world.now = addMs(world.now, DAY_MS);
  expect(admins(world, "policy.activate", { announced: first.hash }).effect).toEqual(voided("guard"));
  expect(admins(world, "policy.activate", { announced: second.hash }).effect).toEqual(voided("guard"));
});
