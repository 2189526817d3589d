import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { definitionIdOf, type EntryIndex, type ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { type AuditedEntry, Replay } from "./audit.ts";
import { CaseHistory } from "./case/history.ts";
import { lifeIn, lifeOf, lifeThen, promisedSince, versionThen } from "./definition-then.ts";
import { KEPT_VERSIONS } from "./forms.ts";
import { judge } from "./testing/cases.ts";
import { publishing } from "./testing/definitions.ts";
import { TRUST } from "./testing/fraud-world.ts";
import { reported } from "./testing/reported.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { definitionOf, indexOf } from "./view.ts";

const [ada, eve] = [testKey("ada"), testKey("eve")];
const results = "a".repeat(64);

test("a withdrawal is told with its place, and takes no version off the list by itself", () => {
  const { world, publish, admit, withdraw, formOf, hash } = scene();
  const id = publish(ada);
  const [published, before] = [world.leaves.length - 1, world.leaves.length];
  expect(lifeThen([lifeOf(formOf(id))], hash, published as EntryIndex)).toBeUndefined();
  expect(lifeThen([lifeOf(formOf(id))], hash)).toMatchObject({ listed: false, isPending: true });
  admit(id);
  world.now = addMs(world.now, DAY_MS);
  const place = withdraw(ada, id);
  const then = lifeThen([lifeOf(formOf(id))], hash);
  expect(then).toMatchObject({ listed: true, withdrawn: place, isPending: false });
  // Whoever looks later, at the report of any time since, is told the same.
  expect(lifeThen([lifeOf(formOf(id))], hash, before as EntryIndex)).toEqual(then);
});

test("a version that was withdrawn before its tests came out was never listed", () => {
  const { publish, admit, withdraw, formOf, hash } = scene();
  const id = publish(ada);
  withdraw(ada, id);
  admit(id);
  expect(versionThen([lifeOf(formOf(id))], hash, 900 as EntryIndex)).toMatchObject({ listed: false });
});

test("who publishes a document twice and withdraws one of them is held to the other, in whatever order an index names them", () => {
  const { world, publish, admit, withdraw, formOf, hash } = scene();
  const ids = [publish(ada), publish(eve)];
  for (const id of ids) admit(id);
  const [first = "", second = ""] = ids;
  withdraw(ada, first);
  const lives = ids.map((id) => lifeOf(formOf(id)));
  for (const order of [lives, lives.toReversed()])
    expect(lifeThen(order, hash)).toMatchObject({ id: second, listed: true });
  world.now = addMs(world.now, MINUTE_MS);
  const later = withdraw(eve, second);
  expect(
    lifeThen(
      ids.map((id) => lifeOf(formOf(id))),
      hash,
    ),
  ).toMatchObject({ id: second, withdrawn: later });
});

test("the version before shields answers when its tests came out first, and not when nobody ran them", () => {
  const before = (admits: readonly ("lax" | "strict")[]) => {
    const { world, publish, admit, livesOf, hash } = scene();
    const lax = publishing(addMs(world.now, DAY_MS), 2);
    const id = publish(ada, "new", lax);
    publish(ada, id);
    const hashes = { strict: hash, lax: hexEncode(definitionHash(lax.body.definition as unknown as Definition)) };
    for (const of of admits) admit(id, hashes[of]);
    const found = lifeThen(livesOf([id]), hash);
    return [found?.listed, found?.before?.hash === hashes.lax];
  };
  expect(before(["lax", "strict"])).toEqual([true, true]);
  expect(before(["strict", "lax"])).toEqual([true, false]);
  expect(before(["strict"])).toEqual([true, false]);
});

test("what several keys must agree to publish counts from the entry in which they did, and not from the one that proposed it", () => {
  const { world, publish, admit, livesOf, look, formOf } = scene();
  const second = testKey("ada second");
  world.say({ kind: "key.add", by: ada, subject: ada.did, body: world.keyBody(ada.did, "control", second) });
  world.now = addMs(world.now, DAY_MS);
  world.say({ kind: "participant.update", by: ada, subject: ada.did, body: { threshold: 2 } });
  const given = publishing(addMs(world.now, DAY_MS));
  const of = hexEncode(definitionHash(given.body.definition as unknown as Definition));
  const proposed = world.say({ kind: "definition.publish", by: ada, subject: "new", ...given });
  const between = world.leaves.length as EntryIndex;
  world.now = addMs(world.now, DAY_MS);
  const cosign = { statement: proposed.hash };
  world.say({ kind: "cosign", by: second, issuer: ada, subject: `stmt:${proposed.hash}`, body: cosign as never });
  const id = definitionIdOf(proposed.hash);
  look(id);
  admit(id, of);
  const lives = livesOf([id], of);
  expect(lives[0]?.first.versions[0]).toMatchObject({ entry: between - 1, publishedIn: between });
  for (const filedIn of [between, between + 1] as EntryIndex[])
    expect(lifeThen(lives, of, filedIn)?.listed).toBe(filedIn === between ? undefined : true);
  const alone = publish(eve, "new", publishing(addMs(world.now, DAY_MS)));
  expect(formOf(alone).versions[0]).not.toHaveProperty("publishedIn");
});

test("a version is a promise from when its window begins and the log has it, whichever is later", () => {
  const since = (validFrom: string, loggedAt: string) => formatInstant(promisedSince({ validFrom, loggedAt }));
  const [early, late] = ["2026-11-22T10:00:00.000Z", "2026-11-23T10:00:00.000Z"] as const;
  expect([since(early, late), since(late, early)]).toEqual([late, late]);
});

test("no report waits for the tests of a version that newer ones pushed out before they ran", () => {
  const { publish, admit, withdraw, pushOut, livesOf, hash } = scene();
  const [first, second] = [publish(ada), publish(eve)];
  admit(first);
  pushOut(eve, second);
  const place = withdraw(ada, first);
  expect(lifeThen(livesOf([first, second]), hash)).toMatchObject({
    ...{ id: first, listed: true, withdrawn: place, isPending: false },
  });
});

test("a version that was admitted stays so when newer ones push it out and it comes again, to be withdrawn at once", () => {
  const { publish, admit, withdraw, pushOut, livesOf, hash } = scene();
  const id = publish(ada);
  admit(id);
  pushOut(ada, id);
  expect(lifeThen(livesOf([id]), hash)).toMatchObject({ listed: true, isPending: false });
  publish(ada, id);
  expect(lifeThen(livesOf([id]), hash)).toMatchObject({ listed: true, isPending: false });
  const place = withdraw(ada, id);
  expect(lifeThen(livesOf([id]), hash)).toMatchObject({ listed: true, withdrawn: place, isPending: false });
});

test("an auditor's replay says of a withdrawn definition what its newest form says", async () => {
  const { world, lie, provider } = await reported();
  judge(world, lie.id, lie.finding);
  const replay = new Replay(TEST_LOG, rememberingVerify);
  const entries: AuditedEntry[] = world.leaves.flatMap((leaf) => replay.push(leaf) ?? []);
  const index = indexOf(replay.state);
  const form = entries
    .flatMap(({ touched }) => touched)
    .map((row) => row.form)
    .findLast((each) => each.aggregate === "definition");
  if (index === undefined || form?.aggregate !== "definition") throw new Error("Nothing was published.");
  const at = entries.length as EntryIndex;
  const hash = form.versions[0]?.hash ?? "";
  const filed = { provider: provider as ProviderId, filedIn: at };
  const reader = new CaseHistory(entries).readerAt({ index: at, form: filed }, index, TRUST, async () => undefined);
  const { listed, withdrawn } = (await reader.definition(hash)) ?? {};
  const said = lifeThen([lifeOf(form)], hash, at);
  expect([listed, withdrawn]).toEqual([said?.listed, said?.withdrawn]);
  expect(withdrawn?.index).toBe(form.withdrawn?.entry);
});

function scene() {
  const world = TestWorld.founded();
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  // Not yet in force, so that the same document can still be published by another.
  const given = publishing(addMs(world.now, DAY_MS));
  const hash = hexEncode(definitionHash(given.body.definition as unknown as Definition));
  const last = () => ({ index: (world.leaves.length - 1) as EntryIndex, at: world.now });
  const formOf = (id: string) => {
    const form = definitionOf(world.state, id);
    if (form === undefined) throw new Error("It is not published.");
    return form;
  };
  const seen = new Map<string, ReturnType<typeof formOf>[]>();
  /** As it is after each statement about it. */
  const look = (id: string) => seen.set(id, [...(seen.get(id) ?? []), formOf(id)]);
  const publish = (by = ada, subject = "new", body = given) => {
    const said = world.say({ kind: "definition.publish", by, subject, ...body });
    const id = (subject === "new" ? definitionIdOf(said.hash) : subject) as string;
    look(id);
    return id;
  };
  return {
    world,
    hash,
    formOf,
    publish,
    /** By as many newer versions as a form keeps. */
    pushOut: (by: typeof ada, id: string) => {
      for (let at = 0; at < KEPT_VERSIONS; at++) publish(by, id, publishing(addMs(world.now, DAY_MS), 2 + at));
    },
    look,
    livesOf: (ids: readonly string[], of = hash) => ids.flatMap((id) => lifeIn(seen.get(id) ?? [], of) ?? []),
    admit: (id: string, of = hash) => {
      const body = { definition: of, outcome: "admitted", results } as unknown as JsonObject;
      world.say({ kind: "definition.admit", by: world.index, subject: id, body });
      look(id);
    },
    withdraw: (by: typeof ada, id: string) => {
      world.say({ kind: "definition.withdraw", by, subject: id, body: { reason: "We stop." } });
      look(id);
      return last();
    },
  };
}
