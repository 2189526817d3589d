/**
 * All marks again from the forms of a state, and those of one provider after one more entry:
 * `npm run bench -- recompute [facts in all]`, 1,000,000 when not given.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { type Dice, diceOf } from "#lib/reputation/testing/many-marks.ts";
import { type AggregateKey, type Form, type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import { MarksTrie, marksHash } from "#lib/state/marks/marks-trie.ts";
import { type RecordedFact, type RecordForm, recordKey } from "#lib/state/record-forms.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { providerOf, type StateView } from "#lib/state/view.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { figure, formatSpread, Report, spreadOf } from "./support/report.ts";

const facts = Number(process.argv[2] ?? 1_000_000);
const MONTHS = 25;
const EACH_MONTH = 40;
const DATES = 100;
const SAMPLE = 200;

const FIRST = asInstant(Date.UTC(2024, 9, 1));
const TODAY = asInstant(Date.UTC(2026, 9, 31));

const report = new Report(
  "recompute",
  "All marks from the forms of a state",
  `Providers of which half are instances that sell one of the services each, with a record of ${MONTHS} months and ${EACH_MONTH} facts in each, one an entry; disclosures and a heartbeat. *From scratch*: items of all pages, facts of the scorecard, marks, digests and the root over them. One thread, processor time; the fold of the entries is not part of it. *One entry*: a provider whose record has a new fact, with the trie; middle (least to most).`,
);

/** Two providers as a log makes them, to be copied under other names. */
function models(): { instance: ProviderForm; service: ProviderForm; forms: Form[] } {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  world.now = FIRST;
  const ada = testKey("ada");
  world.register(ada);
  const instance = world.provider(ada);
  const service = world.provider(ada, { kind: "service", name: "Sorting" });
  for (const type of ["identity", "contacts", "fees"] as const)
    for (const subject of [instance, service])
      world.say({ kind: `disclosure.${type}`, by: ada, subject, body: DISCLOSURES[type].example(world.now) });
  world.say({
    kind: "provider.link",
    by: ada,
    subject: instance,
    body: { other: service, relation: "sells-tokens-of" },
  });
  for (let nth = 0; nth < 3; nth += 1) {
    const body = { ...DISCLOSURES.heartbeat.example(world.now), armed: true };
    world.say({ kind: "disclosure.heartbeat", by: ada, subject: instance, body });
    world.now = addMs(world.now, DAY_MS / 4);
  }
  const [one, other] = [providerOf(world.state, instance), providerOf(world.state, service)];
  if (one === undefined || other === undefined) throw new Error("Not registered.");
  return { instance: one, service: other, forms: world.state.rows().map(({ form }) => form) };
}

class Forms implements StateView {
  readonly known = new Map<AggregateKey, Form>();
  get(key: AggregateKey): Form | undefined {
    return this.known.get(key);
  }
  chainOf(): undefined {
    return undefined;
  }
}

const idOf = (nth: number) => `prv_${String(nth).padStart(26, "a")}` as ProviderId;

function pageOf(provider: ProviderId, month: Instant, dice: Dice, next: () => number): RecordForm {
  const items = Array.from({ length: EACH_MONTH }, (_, nth): RecordedFact => {
    const entry = next() as EntryIndex;
    const day = Math.floor(month / DAY_MS) + Math.floor((nth * 28) / EACH_MONTH);
    const place = { id: `${entry}`, entry, day, about: `${nth}` };
    const kind = dice(100);
    if (kind < 70)
      return {
        ...{ ...place, type: "audit", evidence: "self-proving", standing: "half", cluster: "unvouched" },
        reporter: testKey(`reporter ${dice(20)}`).thumbprint,
      };
    if (kind < 90) return { ...place, type: "disclosure-fresh", evidence: "self-proving" };
    const bad = { severity: "minor", attribution: "unknown", evidence: "self-proving" } as const;
    return { ...place, type: kind < 97 ? "disclosure-stale" : "response-late", ...bad };
  });
  return { aggregate: "record", provider, month: monthOf(month), items };
}

function stateOf(providers: number): Forms {
  const { instance, service, forms } = models();
  const state = new Forms();
  for (const form of forms)
    if (form.aggregate === "model" || form.aggregate === "index") state.known.set(form.aggregate, form);
  const dice = diceOf(6962);
  let entries = 0;
  const next = () => entries++;
  for (let nth = 0; nth < providers; nth += 1) {
    const id = idOf(nth);
    const other = idOf(nth % 2 === 0 ? Math.min(nth + 1, providers - 1) : nth - 1);
    const copied = nth % 2 === 0 ? instance : service;
    state.known.set(providerKey(id), { ...copied, id, links: copied.links.map((link) => ({ ...link, other })) });
    for (let month = 0; month < MONTHS; month += 1) {
      const at = asInstant(Date.UTC(2024, 9 + month, 1));
      state.known.set(recordKey(id, monthOf(at)), pageOf(id, at, dice, next));
    }
  }
  return state;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

const providers = Math.max(2, Math.ceil(facts / (MONTHS * EACH_MONTH)));
const state = stateOf(providers);
const ids = Array.from({ length: providers }, (_, nth) => idOf(nth));
const trie = new MarksTrie();
trie.note(ids, "all");
let peak = 0;
const scratch = cpuSeconds(() => {
  trie.settle(state, TODAY);
  peak = process.memoryUsage().rss;
});

const ofService: number[] = [];
const ofInstance: number[] = [];
const dice = diceOf(17);
for (let round = 0; round < 2 * SAMPLE; round += 1) {
  const nth = dice(providers);
  const id = idOf(nth);
  const key = recordKey(id, monthOf(TODAY));
  const page = state.get(key);
  if (page?.aggregate === "record") {
    const entry = (facts + round) as EntryIndex;
    const fact: RecordedFact = {
      ...{ id: `${entry}`, entry, day: Math.floor(TODAY / DAY_MS), about: `new ${round}` },
      ...{ type: "disclosure-fresh", evidence: "self-proving" },
    };
    state.known.set(key, { ...page, items: [...page.items, fact] });
  }
  trie.note([], [id]);
  const ms = 1_000 * cpuSeconds(() => trie.settle(state, TODAY));
  (nth % 2 === 0 ? ofInstance : ofService).push(ms);
}

const dates = new Set<string>();
for (let round = 0; round < DATES; round += 1) {
  const at = addMs(FIRST, dice(Math.floor((TODAY - FIRST) / DAY_MS)) * DAY_MS);
  const id = ids[dice(providers)] ?? idOf(0);
  const twice = [0, 1].map(() => {
    const marks = marksByModel(state, id, at, MODEL_1);
    return marks === undefined ? "none" : hexEncode(marksHash(marks));
  });
  if (twice[0] !== twice[1]) throw new Error(`Two digests of ${id} at ${formatInstant(at)}.`);
  dates.add(twice[0] ?? "");
}

const [service, instance] = [spreadOf(ofService), spreadOf(ofInstance)];
const million = (scratch / facts) * 1_000_000;
const mib = peak / 2 ** 20;
report.table(
  ["", "measured"],
  [
    ["providers, facts", `${figure(providers)}, ${figure(facts)}`],
    ["from scratch", `${figure(scratch)} s`],
    ["one entry, a service with 1,000 facts", `${formatSpread(service)} ms`],
    ["one entry, an instance with 1,000 facts and its service's", `${formatSpread(instance)} ms`],
    ["memory, the state's forms included", `${figure(mib)} MiB`],
    ["digests of random providers and dates", `${dates.size} of ${DATES} differ from each other`],
  ],
);
report.target("10^6 entries again within 20 s", `${figure(million)} s of processor time`, million <= 20);
report.target("within 1 GiB", `${figure(mib)} MiB`, mib <= 1024);
const slower = Math.max(service.median, instance.median);
report.target("one entry scores one provider again in under 1 ms", `${figure(slower)} ms`, slower < 1);
report.write();
