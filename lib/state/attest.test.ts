/** Clean audits: who may attach a right answer, and when one that was run again counts. */
import { expect, test } from "vitest";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { ATTACH_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import { type RecordedFact, recordKey } from "./record-forms.ts";
import { hashOf, judge, report, reporting } from "./testing/cases.ts";
import { type Said, TestWorld, testKey } from "./testing/world.ts";
import { attesterOf } from "./view.ts";

const [ada, rita] = [testKey("ada"), testKey("rita")];
const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });

function settled() {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada);
  const other = world.provider(ada, { name: "Other" });
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "response", testKey("response")) });
  return { world, id, other };
}
const SETTLED = settled();
const begin = () => ({ ...SETTLED, world: SETTLED.world.fork() });

function attach(world: TestWorld, by: Identity, id: string): Said {
  return world.say({ ...reporting(by, id), kind: "evidence.attach", body: { template: ATTACH_TEMPLATE } });
}

function rerun(world: TestWorld, id: string, { hash, statement }: Said, exchange: string, change: JsonObject = {}) {
  const by = thumbprintOfDid(statement.issuer) ?? "";
  const found = { outcome: "agrees", reason: null, exchange: hashOf(exchange), signedAt: formatInstant(world.now) };
  const body = { type: RE_EXECUTION, evidence: hash, by, ...found, ...change };
  return world.say({ kind: "peer.observation", by: world.index, subject: id, body }).effect;
}

function audited(world: TestWorld, by: Identity, id: string, exchange: string, change: JsonObject = {}) {
  const said = attach(world, by, id);
  expect(said.effect).toEqual(effective);
  expect(rerun(world, id, said, exchange, change)).toEqual(effective);
}

function audits(world: TestWorld, id: string): RecordedFact[] {
  return world.state
    .rows()
    .flatMap(({ form }) =>
      form.aggregate === "record" && form.provider === id ? form.items.filter(({ type }) => type === "audit") : [],
    );
}

test("an answer that was run again and is right is one fact, of half standing while nobody knows the reporter", () => {
  const { world, id } = begin();
  const said = attach(world, rita, id);
  expect(audits(world, id)).toEqual([]);
  expect(rerun(world, id, said, "one")).toEqual(effective);
  expect(rerun(world, id, said, "one")).toEqual(voided("already-recorded"));
  const entry = world.leaves.length - 3;
  expect(audits(world, id)).toMatchObject([
    {
      id: `${entry}`,
      entry,
      standing: "half",
      cluster: "unvouched",
      reporter: rita.thumbprint,
      evidence: "self-proving",
    },
  ]);
  const other = SETTLED.other;
  judge(world, report(world, rita, other).id);
  world.now = addMs(world.now, DAY_MS);
  audited(world, testKey("nobody"), id, "by nobody");
  audited(world, rita, id, "two");
  audited(world, testKey("nobody else"), id, "by nobody else");
  expect(audits(world, id)).toHaveLength(2);
  expect(audits(world, id)[1]).toMatchObject({ about: hashOf("two") });
  expect(audits(world, id)[1]).not.toHaveProperty("standing");
});

test("floods count once a day, whoever sends them, and one answer counts once, under whatever keys it comes back", () => {
  const { world, id } = begin();
  for (let nth = 0; nth < 12; nth += 1) audited(world, testKey(`fake ${nth}`), id, `flood ${nth}`);
  expect(audits(world, id)).toHaveLength(1);
  world.now = addMs(world.now, DAY_MS);
  for (let nth = 0; nth < 3; nth += 1) audited(world, testKey(`replay ${nth}`), id, "flood 0");
  expect(audits(world, id)).toHaveLength(1);
  audited(world, testKey("fresh"), id, "flood 1");
  expect(audits(world, id)).toHaveLength(2);
  // One key, one day, one attachment.
  expect(attach(world, testKey("fresh"), id).effect).toEqual(voided("guard"));
  expect(attach(world, testKey("fresh"), SETTLED.other).effect).toEqual(effective);
});

test("at a month's edge an answer does not count again on the next page, nor does one that is a week old", () => {
  const { world, id } = begin();
  world.now = parseInstant("2026-11-30T23:59:59.000Z") as Instant;
  const signedAt = formatInstant(world.now);
  audited(world, rita, id, "edge", { signedAt });
  world.now = parseInstant("2026-12-01T00:00:00.000Z") as Instant;
  audited(world, testKey("again"), id, "edge", { signedAt });
  expect(audits(world, id)).toHaveLength(1);
  audited(world, testKey("new"), id, "december");
  world.now = addMs(world.now, 7 * DAY_MS);
  audited(world, testKey("old"), id, "old", { signedAt: formatInstant(addMs(world.now, -7 * DAY_MS - 1)) });
  audited(world, testKey("ahead"), id, "ahead", { signedAt: formatInstant(addMs(world.now, HOUR_MS)) });
  const page = (at: string) => world.state.get(recordKey(id, monthOf(parseInstant(at) as Instant)));
  expect(page("2026-11-30T00:00:00.000Z")).toMatchObject({ items: [{ about: hashOf("edge") }] });
  expect(page("2026-12-01T00:00:00.000Z")).toMatchObject({ items: [{ about: hashOf("december") }] });
});

test("what differs or cannot be checked writes nothing, nor does a word about another attachment, or by another key", () => {
  const { world, id, other } = begin();
  for (const outcome of ["differs", "cannot-check"])
    audited(world, testKey(outcome), id, outcome, { outcome, reason: "wrong-party" });
  const said = attach(world, rita, id);
  expect(rerun(world, other, said, "x")).toEqual(voided("guard"));
  expect(rerun(world, id, { ...said, hash: "0".repeat(64) as Said["hash"] }, "x")).toEqual(voided("guard"));
  expect(rerun(world, id, said, "x", { exchange: null })).toEqual(voided("guard"));
  const body = { type: RE_EXECUTION, evidence: said.hash, by: rita.thumbprint, outcome: "agrees", reason: null };
  const lie = { ...body, exchange: hashOf("x"), signedAt: formatInstant(world.now) };
  expect(world.say({ kind: "peer.observation", by: rita, subject: id, body: lie }).effect).toEqual(
    voided("no-authority"),
  );
  expect(audits(world, id)).toEqual([]);
  expect(attesterOf(world.state, id, rita.thumbprint)?.last.found).toBeNull();
});

test("the provider's own word is none: neither its operator's nor that of one of its keys", () => {
  const { world, id } = begin();
  expect(attach(world, ada, id).effect).toEqual(voided("conflicted"));
  expect(attach(world, testKey("response"), id).effect).toEqual(voided("conflicted"));
  const bare = { ...reporting(rita, id), kind: "evidence.attach" as const, body: { template: ATTACH_TEMPLATE } };
  expect(world.say({ ...bare, change: {} }).effect).toEqual(voided("guard"));
  expect(attach(world, rita, `prv_${"a".repeat(26)}`).effect).toEqual(voided("unknown-subject"));
});
