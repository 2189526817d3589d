import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { definitionIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { type Definition, definitionPublishBody } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { KEPT_VERSIONS } from "./forms.ts";
import { publishing } from "./testing/definitions.ts";
import { TestWorld, testKey } from "./testing/world.ts";
import { definitionOf } from "./view.ts";

const [ada, eve] = [testKey("ada"), testKey("eve")];
const effective = { status: "effective" };
const voided = (code: VoidCode) => ({ status: "void", code });

/** A world with one definition of Ada's, and what can be said of it. */
function published() {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const first = publishing(world.now);
  const said = world.say({ kind: "definition.publish", by: ada, subject: "new", ...first });
  const id = definitionIdOf(said.hash);
  const form = () => definitionOf(world.state, id);
  const version = (given = publishing(world.now, 2), by = ada) =>
    world.say({ kind: "definition.publish", by, subject: id, ...given }).effect;
  const hashOf = (body: JsonObject) => hexEncode(definitionHash(body.definition as unknown as Definition));
  const admission = (body: JsonObject) =>
    world.say({ kind: "definition.admit", by: world.index, subject: id, body }).effect;
  const withdraw = (by = ada) =>
    world.say({ kind: "definition.withdraw", by, subject: id, body: { reason: "We stop." } }).effect;
  return { world, id, form, version, admission, withdraw, hash: hashOf(first.body), said, hashOf };
}

test("a definition is known by the hash of its document, and nothing is said of it before its tests ran", () => {
  const { form, hash, said } = published();
  expect(said.effect).toEqual(effective);
  expect(definitionPublishBody.safeParse(publishing(0 as never).body).success).toBe(true);
  expect(form()).toMatchObject({
    publisher: ada.did,
    kind: "function",
    name: "Sorting, version 1",
    versions: [{ hash, admission: null, statement: said.hash }],
    withdrawn: null,
  });
});

test("what the index found is kept once for each version, and only for one that is published", () => {
  const { form, hash, admission, world } = published();
  const results = "a".repeat(64);
  expect(admission({ definition: "0".repeat(64), outcome: "admitted", results })).toEqual(voided("guard"));
  expect(admission({ definition: hash, outcome: "refused", failed: "deterministic", results })).toEqual(effective);
  expect(admission({ definition: hash, outcome: "admitted", results })).toEqual(voided("already-recorded"));
  expect(form()?.versions[0]?.admission).toMatchObject({ outcome: "refused", failed: "deterministic", results });
  const nobody = { definition: hash, outcome: "admitted", results };
  const said = { kind: "definition.admit", by: world.index, subject: `def_${"a".repeat(26)}`, body: nobody } as const;
  expect(world.say(said).effect).toEqual(voided("unknown-subject"));
});

test("a later version stands before the earlier ones, which keep what was found of them", () => {
  const { form, version, admission, hash, world } = published();
  admission({ definition: hash, outcome: "admitted", results: "a".repeat(64) });
  world.now = addMs(world.now, DAY_MS);
  expect(version()).toEqual(effective);
  expect(form()?.versions.map(({ admission: found }) => found?.outcome ?? null)).toEqual([null, "admitted"]);
  expect(version()).toEqual(voided("already-exists"));
});

test("a version that begins before it was said, or before the one before it, is void", () => {
  const { version, world } = published();
  expect(version(publishing(addMs(world.now, -SECOND_MS), 2))).toEqual(voided("guard"));
  expect(version(publishing(addMs(world.now, 9 * DAY_MS), 2))).toEqual(effective);
  expect(version(publishing(addMs(world.now, 8 * DAY_MS), 3))).toEqual(voided("guard"));
});

test("the code stands beside the statement, public and of the size that the document names", () => {
  const { version, world } = published();
  const given = publishing(world.now, 2);
  const [part] = given.change.parts ?? [];
  if (part === undefined) throw new Error("A definition with code has a part.");
  const withParts = (...parts: (typeof part)[]) => {
    const { parts: _, ...rest } = given.change;
    return version({ ...given, change: parts.length === 0 ? rest : { ...rest, parts } });
  };
  expect(withParts()).toEqual(voided("guard"));
  expect(withParts({ ...part, bytes: part.bytes + 1 })).toEqual(voided("guard"));
  expect(withParts({ ...part, visibility: "parties" })).toEqual(voided("guard"));
  expect(withParts(part, part)).toEqual(voided("guard"));
  expect(withParts(part)).toEqual(effective);
});

test("kinds never change under one id: whoever relies on a function is not handed a predicate", () => {
  const { version, world } = published();
  const given = publishing(world.now, 2);
  const { output: _, ...rest } = given.body.definition as JsonObject;
  const body = { ...given.body, definition: { ...rest, kind: "predicate" } };
  expect(definitionPublishBody.safeParse(body).success).toBe(true);
  expect(version({ ...given, body })).toEqual(voided("guard"));
});

test("only the publisher goes on or withdraws, in order, and nothing follows a withdrawal", () => {
  const { version, withdraw, form, world, id } = published();
  expect(version(undefined, eve)).toEqual(voided("no-authority"));
  expect(withdraw(eve)).toEqual(voided("no-authority"));
  const stale: Partial<UnsignedStatement> = { ...publishing(world.now, 2).change, prev: "0".repeat(64) as never };
  expect(version({ ...publishing(world.now, 2), change: stale })).toEqual(voided("stale-prev"));
  expect(withdraw()).toEqual(effective);
  expect(form()?.withdrawn).toMatchObject({ reason: "We stop." });
  expect(version()).toEqual(voided("guard"));
  expect(withdraw()).toEqual(voided("already-recorded"));
  expect(definitionOf(world.state, id)?.versions).toHaveLength(1);
});

test("a member who may define for all providers publishes and withdraws in the publisher's name; no other member, and for nobody else", () => {
  const { world, id, form } = published();
  const until = formatInstant(addMs(world.now, 9 * DAY_MS));
  const [all, some, rest] = ["all", "some", "rest"].map((name) => testKey(name));
  if (all === undefined || some === undefined || rest === undefined) throw new Error("three members");
  const grant = (member: string, scopes: string[], providers: "all" | string[]) =>
    world.say({ kind: "member.grant", by: ada, subject: ada.did, body: { member, scopes, providers, until } });
  grant(all.did, ["define"], "all");
  grant(some.did, ["define"], [world.provider(ada)]);
  grant(rest.did, ["disclose", "beat", "keys"], "all");
  const say = (by: typeof ada, subject: string, version: number, onBehalfOf = ada.did) => {
    const { body, change } = publishing(world.now, version);
    return world.say({ kind: "definition.publish", by, subject, body, change: { ...change, onBehalfOf } });
  };
  for (const subject of ["new", id])
    for (const by of [some, rest, eve]) expect(say(by, subject, 3).effect).toEqual(voided("no-authority"));
  expect(say(all, "new", 4, eve.did).effect).toEqual(voided("no-authority"));
  expect(say(all, id, 2).effect).toEqual(effective);
  const made = say(all, "new", 5);
  expect(definitionOf(world.state, definitionIdOf(made.hash))?.publisher).toBe(ada.did);
  const body = { reason: "We stop." };
  const withdraw = (by: typeof ada) =>
    world.say({ kind: "definition.withdraw", by, subject: id, body, change: { onBehalfOf: ada.did } }).effect;
  expect([withdraw(some), withdraw(all)]).toEqual([voided("no-authority"), effective]);
  expect(form()?.withdrawn).not.toBeNull();
  // What ended gives nothing any more.
  world.now = addMs(world.now, 10 * DAY_MS);
  expect(say(all, "new", 6).effect).toEqual(voided("no-authority"));
});

test("the form keeps the newest versions only", () => {
  const { version, form, world } = published();
  for (let count = 2; count <= KEPT_VERSIONS + 2; count++) {
    world.now = addMs(world.now, DAY_MS);
    expect(version(publishing(world.now, count))).toEqual(effective);
  }
  expect(form()?.versions).toHaveLength(KEPT_VERSIONS);
  expect(form()?.name).toBe(`Sorting, version ${KEPT_VERSIONS + 2}`);
});
