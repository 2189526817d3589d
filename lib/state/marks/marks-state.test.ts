/** Marks from the state: what forms show and nothing else, as of a day, the same whoever computes them. */
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { EMPTY_TRIE } from "#lib/log/trie.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { clockRecord } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { type Form, formText } from "../forms.ts";
import { dueOf } from "../reducers/clock.ts";
import { dayOf } from "../state-root.ts";
import { hashOf, judge, OUTCOMES, report } from "../testing/cases.ts";
import { TEST_LOG, TEST_START, TestWorld, testKey } from "../testing/world.ts";
import { indexOf, providerOf } from "../view.ts";
import { markedByEntry } from "./marked-by.ts";
import { activeModel, marksInputOf, marksOfProvider, withoutItem } from "./marks-input.ts";
import { MarksTrie, marksRootOf } from "./marks-trie.ts";
import { factKeysOf, viewOfForms } from "./read-forms.ts";

const [ada, eve, _rita] = [testKey("ada"), testKey("eve"), testKey("rita")];

function settled() {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  world.register(ada);
  world.register(eve, { displayName: "Eve" });
  const instance = world.provider(ada) as ProviderId;
  const service = world.provider(ada, { kind: "service", name: "Sorting" }) as ProviderId;
  const rival = world.provider(eve, { kind: "service", name: "Rival" }) as ProviderId;
  return { world, instance, service, rival };
}
const SETTLED = settled();
const begin = () => ({ ...SETTLED, world: SETTLED.world.fork() });

const today = (world: TestWorld): Instant => dayOf(world.now);
const marks = (world: TestWorld, id: ProviderId, at = today(world)) => {
  const found = marksOfProvider(world.state, id, at);
  if (found === undefined) throw new Error(`No marks of ${id}.`);
  return found;
};
const input = (world: TestWorld, id: ProviderId, at = today(world)) => {
  const found = marksInputOf(world.state, id, at, MODEL_1);
  if (found === undefined) throw new Error(`No input of ${id}.`);
  return found;
};
const digest = (world: TestWorld, id: ProviderId, at = today(world)) => marksDigest(marks(world, id, at));

function publish(
  world: TestWorld,
  id: ProviderId,
  type: keyof typeof DISCLOSURES,
  change: JsonObject = {},
  by: Identity = ada,
) {
  const body = { ...DISCLOSURES[type].example(world.now), ...change };
  const said = world.say({ kind: `disclosure.${type}` as DisclosureKind, by, subject: id, body });
  expect(said.effect).toEqual({ status: "effective" });
}

function prove(world: TestWorld, id: ProviderId, claim: Parameters<typeof report>[3] = "wrong-result", name = "one") {
  const filed = report(world, testKey(`reporter ${name}`), id, claim, name);
  expect(judge(world, filed.id, { fault: hashOf(name) }).effect).toEqual({ status: "effective" });
  return filed.id;
}

function recordDue(world: TestWorld): number {
  const forms = world.state.rows().map(({ form }) => form);
  const due = forms.flatMap((form) => dueOf(form, indexOf(world.state)?.outages ?? [], world.now));
  const { did: issuer, thumbprint: key } = world.index;
  for (const one of due) world.log(clockRecord(one, { log: TEST_LOG, issuer, key }), world.index);
  return due.length;
}

function beat(world: TestWorld, id: ProviderId) {
  const body = { ...DISCLOSURES.heartbeat.example(world.now), cadenceHours: 24, armed: true };
  const said = world.say({ kind: "disclosure.heartbeat", by: ada, subject: id, body });
  expect(said.effect).toEqual({ status: "effective" });
}

const providersOf = (world: TestWorld): ProviderId[] =>
  world.state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form.id] : []));

test("without a model in force, or by one that nobody here has, there are no marks and the root is the empty trie's", () => {
  const { world, instance } = begin();
  expect(marks(world, instance)).toMatchObject({ tier: "unrated", model: modelHash(MODEL_1) });
  const unknown = marksRootOf(world.state, providersOf(world), today(world), () => undefined);
  expect(unknown).toEqual({ model: { state: "unknown", hash: modelHash(MODEL_1) }, root: EMPTY_TRIE });
  expect(marksOfProvider(world.state, instance, today(world), () => undefined)).toBeUndefined();
  expect(activeModel(TestWorld.founded().state)).toEqual({ state: "none", hash: null });
});

test("what is due and not recorded counts as it does once recorded", () => {
  const { world, instance } = begin();
  for (const type of ["identity", "contacts", "fees", "liabilities"] as const) publish(world, instance, type);
  publish(world, instance, "incident");
  prove(world, instance);
  for (let nth = 0; nth < 3; nth++) {
    beat(world, instance);
    world.now = addMs(world.now, 12 * HOUR_MS);
  }
  const recorded = world.fork();
  const first = dayOf(world.now);
  let records = 0;
  for (let day = 0; day < 200; day += 1) {
    for (const each of [world, recorded]) each.now = addMs(first, day * DAY_MS - 1);
    records += recordDue(recorded);
    if (day % 9 !== 0) continue;
    const at = addMs(first, day * DAY_MS);
    expect(digest(world, instance, at)).toBe(digest(recorded, instance, at));
  }
  // Ended and long ended disclosures, a silence and its failure, a ruling, and a full report that never came.
  expect(records).toBeGreaterThanOrEqual(7);
  expect(marks(world, instance)).toMatchObject({ tier: "E", isShut: true });
  expect(input(world, instance).items.filter(({ type }) => type === "ruling")).toHaveLength(1);
});

test("a service without a word of its own is not late, and an instance is suspended by silence and shut by its wind-up", () => {
  const { world, instance } = begin();
  for (let nth = 0; nth < 4; nth++) {
    beat(world, instance);
    world.now = addMs(world.now, 24 * HOUR_MS);
  }
  expect(input(world, instance)).toMatchObject({
    gates: { silentHours: 14, isClosing: false },
    instance: { heartbeat: "armed", silences: 0 },
  });
  const later = addMs(today(world), 4 * DAY_MS);
  expect(input(world, instance, later)).toMatchObject({
    gates: { silentHours: 110 },
    instance: { heartbeat: "suspended", silences: 1 },
  });
  expect(marks(world, instance, later).gates).toMatchObject([{ rule: "suspended" }]);
  publish(world, instance, "windup_notice");
  expect(marks(world, instance)).toMatchObject({ isShut: true, gates: [{ rule: "closing" }] });
});

test("a breach that its operator tells of weighs from the day on which the log heard of it", () => {
  const { world, instance } = begin();
  expect(input(world, instance).instance).toMatchObject({ daysSinceBreach: null, volume: null, coverage: null });
  publish(world, instance, "incident", { breach: true });
  const days = (count: number) => input(world, instance, addMs(today(world), count * DAY_MS)).instance?.daysSinceBreach;
  expect([days(0), days(1), days(90)]).toEqual([0, 0, 89]);
  const bar = marks(world, instance).failure?.bars.find(({ term }) => term === "breach");
  expect(bar).toEqual({ term: "breach", points: -74_000 });
});

test("critical disclosures are named before they end and after, and what was never published has not ended", () => {
  const { world, service } = begin();
  publish(world, service, "contacts");
  const expiry = Date.parse(String(DISCLOSURES.contacts.example(TEST_START).expiresAt)) as Instant;
  const ends = Math.ceil(expiry / DAY_MS);
  expect(input(world, service).gates).toMatchObject({ stale: [], ending: [{ type: "contacts", day: ends }] });
  expect(input(world, service, (ends * DAY_MS) as Instant).gates).toMatchObject({ stale: ["contacts"], ending: [] });
  expect(input(world, service, ((ends - 1) * DAY_MS) as Instant).gates.stale).toEqual([]);
});

test("a proven equivocation is E until somebody has said whose doing it was, and a flood of reports moves no byte", () => {
  const { world, service } = begin();
  const before = digest(world, service);
  for (let nth = 0; nth < 40; nth++) {
    const { id } = report(world, testKey(`flood ${nth % 4} ${Math.floor(nth / 4)}`), service, "wrong-result", `${nth}`);
    judge(world, id, { checks: OUTCOMES.inconclusive, fault: hashOf(`${nth}`) });
  }
  expect(digest(world, service)).toBe(before);
  prove(world, service, "equivocation");
  expect(marks(world, service)).toMatchObject({ tier: "E", gates: [{ rule: "equivocation" }] });
});

test("neither a new name nor a new operator changes a byte, and what was reported before stays with the provider", () => {
  const { world, service } = begin();
  prove(world, service);
  const before = digest(world, service);
  world.say({ kind: "provider.update", by: ada, subject: service, body: { name: "Best and Safest", domain: null } });
  expect(providerOf(world.state, service)?.name).toBe("Best and Safest");
  expect(digest(world, service)).toBe(before);
  const transfer = { kind: "provider.transfer", by: ada, subject: service, body: { to: eve.did } } as const;
  const { hash } = world.say(transfer);
  world.now = addMs(world.now, 80 * HOUR_MS);
  const waited = digest(world, service);
  world.say({ kind: "cosign", by: eve, subject: `stmt:${hash}`, body: { statement: hash } });
  expect(providerOf(world.state, service)?.operator).toBe(eve.did);
  expect(digest(world, service)).toBe(waited);
});

test("an instance answers for the services that both sides say it sells, and a rival's word alone drags nobody down", () => {
  const { world, instance, service, rival } = begin();
  for (const id of [service, rival]) for (const name of ["a", "b"]) prove(world, id, "wrong-result", `${id} ${name}`);
  const alone = digest(world, instance);
  world.say({ kind: "provider.link", by: eve, subject: rival, body: { other: instance, relation: "same-owner" } });
  const sells = { other: instance, relation: "sells-tokens-of" };
  world.say({ kind: "provider.link", by: eve, subject: rival, body: sells });
  expect(input(world, instance).instance).toMatchObject({ servicesScore: null, ownerProviders: null });
  expect(digest(world, instance)).toBe(alone);
  const body = { other: service, relation: "sells-tokens-of" };
  world.say({ kind: "provider.link", by: ada, subject: instance, body });
  // By its conduct whether it is rated or not: being rated by a clean check must not lower who sells it.
  const servicesScore = () => input(world, instance).instance?.servicesScore;
  const { tier, conduct } = marks(world, service);
  expect([tier, servicesScore()]).toEqual(["E", conduct.score]);
  world.now = addMs(world.now, 3 * 365 * DAY_MS);
  const faded = marks(world, service);
  expect([faded.tier, servicesScore()]).toEqual(["unrated", faded.conduct.score]);
  world.say({ kind: "provider.link", by: ada, subject: instance, body: { other: service, relation: "same-host" } });
  expect(input(world, instance).instance).toMatchObject({ hostProviders: 1, ownerProviders: null });
});

test("the forms that a provider's marks read are enough to compute them again, byte for byte", () => {
  const { world, instance, service } = begin();
  publish(world, instance, "fees");
  world.say({
    kind: "provider.link",
    by: ada,
    subject: instance,
    body: { other: service, relation: "sells-tokens-of" },
  });
  prove(world, service);
  world.now = addMs(world.now, 40 * DAY_MS);
  prove(world, instance, "equivocation", "later");
  const at = today(world);
  const keys = factKeysOf(world.state, instance, at);
  const forms = keys.flatMap((key) => world.state.get(key) ?? []).map((form) => JSON.parse(formText(form)) as Form);
  expect(forms.length).toBeGreaterThan(6);
  const found = marksOfProvider(viewOfForms(forms), instance, at);
  expect(found && marksDigest(found)).toBe(digest(world, instance));
  // No form of another provider's but of those that it sells, and none of people.
  expect(keys.filter((key) => /^(participant|reporter|attester)/.test(key))).toEqual([]);
  const [fault] = input(world, instance).items.filter(({ type }) => type === "verdict");
  expect(withoutItem(input(world, instance), fault?.id ?? "").items).not.toContain(fault);
});

test("scoring only whom an entry marks gives the root that scoring everybody gives, after every entry", () => {
  const { world, instance, service, rival } = begin();
  for (let nth = 0; nth < 3; nth++) {
    beat(world, instance);
    world.now = addMs(world.now, 24 * HOUR_MS);
  }
  const trie = new MarksTrie();
  trie.note(providersOf(world), "all");
  const seen = new Set<string>();
  let known = new Map(world.state.rows().map(({ key, form }) => [key, form]));
  const check = () => {
    const rows = world.state.rows();
    const touched = rows.filter(({ key, form }) => known.get(key) !== form);
    const before = touched.map(({ key }) => known.get(key));
    const registered = touched.flatMap(({ form }, nth) =>
      form.aggregate === "provider" && before[nth] === undefined ? [form.id] : [],
    );
    trie.note(registered, markedByEntry(world.state, touched, before));
    known = new Map(rows.map(({ key, form }) => [key, form]));
    const root = hexEncode(trie.settle(world.state, today(world)).root);
    // From forms that nobody has seen, so that nothing is remembered of them.
    const fresh = viewOfForms(rows.map(({ form }) => JSON.parse(formText(form)) as Form));
    expect(root).toBe(hexEncode(marksRootOf(fresh, providersOf(world), today(world)).root));
    seen.add(root);
  };
  const acts: (() => void)[] = [
    () => publish(world, instance, "identity"),
    () => beat(world, instance),
    () =>
      world.say({ kind: "key.add", by: ada, subject: service, body: world.keyBody(service, "response", testKey("r")) }),
    () =>
      world.say({
        kind: "provider.link",
        by: ada,
        subject: instance,
        body: { other: service, relation: "sells-tokens-of" },
      }),
    () => prove(world, service, "wrong-result", "first"),
    () => world.provider(eve, { name: "New" }),
    () =>
      world.say({
        kind: "provider.link",
        by: ada,
        subject: service,
        body: { other: instance, relation: "same-owner" },
      }),
    () => prove(world, rival, "equivocation", "second"),
    () => {
      world.now = addMs(world.now, 15 * DAY_MS);
      recordDue(world);
    },
    () => {
      const [since, deadline] = [addMs(world.now, -13 * DAY_MS), world.now].map(formatInstant);
      const outage = { aggregate: "index", transition: "outage", since, deadline, subject: "index" };
      world.log(
        clockRecord(outage as never, { log: TEST_LOG, issuer: world.index.did, key: world.index.thumbprint }),
        world.index,
      );
    },
    () =>
      world.say({
        kind: "provider.link",
        by: ada,
        subject: instance,
        body: { other: service, relation: "sells-tokens-of", ended: true },
      }),
    () => prove(world, service, "slow", "third"),
  ];
  for (const act of acts) {
    act();
    check();
    world.now = addMs(world.now, 3 * HOUR_MS);
  }
  expect(seen.size).toBeGreaterThanOrEqual(7);
});
