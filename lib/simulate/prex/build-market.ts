/** Puts the plan of the market into words that are signed: listings, links, disclosures, and checks of answers. */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, HOUR_MS } from "#lib/kernel/instant.ts";
import { attachRight } from "./answers.ts";
import { type Category, type Promised, promisedFrom } from "./definitions.ts";
import * as duties from "./duties.ts";
import { INSTANCES, type InstancePlan, SERVICES, type ServicePlan } from "./market.ts";
import type { People } from "./people.ts";
import { type Person, type Provider, type Script, secondKeyOf } from "./script.ts";

export type Market = {
  /** By name. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly promised: Readonly<Record<Category, Promised>>;
};

/** Until when what is said regularly goes on, and from when on beats come as often as they should. */
export type Span = { readonly until: number; readonly denseFrom: number };

export async function buildMarket(script: Script, people: People, span: Span): Promise<Market> {
  const promised = publishDefinitions(script, span);
  const providers = new Map<string, Provider>();
  for (const plan of INSTANCES) providers.set(plan.name, instanceOf(script, plan));
  for (const plan of SERVICES) providers.set(plan.name, serviceOf(script, plan));
  for (const plan of INSTANCES) instanceDuties(script, providers, plan, people, span);
  for (const plan of SERVICES) {
    serviceDuties(script, providers, plan, span);
    await looks(script, providers, plan, promised[plan.category], people, span);
  }
  return { providers, promised };
}

export function known(providers: ReadonlyMap<string, Provider>, name: string): Provider {
  const found = providers.get(name);
  if (found === undefined) throw new Error(`There is no ${name} in this market.`);
  return found;
}

function publishDefinitions(script: Script, { until }: Span): Record<Category, Promised> {
  const guild = script.person(
    "guild",
    "Guild of Open Definitions",
    "publisher",
    "Publishes what an answer must be, for everybody.",
    0,
  );
  const promised = promisedFrom(script.at(1, 0), until + 200);
  for (const [nth, { name, summary, definition, code }] of Object.values(promised).entries()) {
    const attached = code === undefined ? [] : [{ bytes: utf8Encode(code), mediaType: "text/javascript" }];
    script.say(
      script.at(0, 10 + nth / 5),
      guild.identity,
      "definition.publish",
      "new",
      { name, summary, definition },
      attached,
    );
  }
  return promised;
}

function instanceOf(script: Script, plan: InstancePlan): Provider {
  const {
    name,
    about,
    since,
    isAnonymous = false,
    operatorId = `op-${name.toLowerCase().replaceAll(" ", "-")}`,
  } = plan;
  const operator = script.person(
    operatorId,
    isAnonymous ? `Keeper of ${name}` : `${name} operators`,
    "operator",
    about,
    since,
  );
  return script.provider(operator, "instance", name, since);
}

function serviceOf(script: Script, plan: ServicePlan): Provider {
  const [word = plan.name] = plan.name.split(" ");
  const operator = script.person(
    `op-${word.toLowerCase()}`,
    `${word} workshop`,
    "operator",
    `Runs ${plan.name}.`,
    plan.since,
  );
  return script.provider(operator, "service", plan.name, plan.since);
}

function instanceDuties(
  script: Script,
  providers: ReadonlyMap<string, Provider>,
  plan: InstancePlan,
  people: People,
  span: Span,
): void {
  const provider = known(providers, plan.name);
  const until = Math.min(plan.until ?? span.until, span.until);
  const { since, heartbeatFrom, solvencyFrom, stepThreeFrom, isAnonymous = false, jurisdiction, licence } = plan;
  const legalName = isAnonymous ? {} : { legalName: `${plan.name} Betrieb`, form: "company" };
  duties.identity(
    script,
    provider,
    { from: since + 1, until },
    { ...legalName, jurisdiction, ...(licence && { licence }) },
  );
  duties.contacts(script, provider, { from: since + 1, until });
  duties.prices(script, provider, until, listsOf(providers, plan, until), plan.pricesEvery);
  if (heartbeatFrom !== undefined) {
    const life = { from: heartbeatFrom, until };
    duties.software(script, provider, life);
    duties.ledgerDigests(script, provider, life, plan.forkOn);
    duties.heartbeat(
      script,
      provider,
      { ...life, until: plan.heartbeatUntil ?? until },
      { denseFrom: span.denseFrom, ...(plan.silences && { silences: plan.silences }) },
    );
  }
  if (stepThreeFrom !== undefined) {
    const life = { from: stepThreeFrom, until };
    duties.windupPlan(script, provider, life);
    duties.dependency(script, provider, life, [`Fjord Cloud, ${jurisdiction}`]);
    if (licence === undefined)
      duties.audit(script, provider, { ...life, from: stepThreeFrom + 150 }, "Nordlicht Assurance");
  }
  const { owed = [0, 0], percent = [100, 100] } = plan;
  if (solvencyFrom === undefined) return;
  const end = Math.min(until, 730);
  const along = ([first, last]: readonly [number, number], from: number, day: number) =>
    first + ((last - first) * Math.max(0, day - from)) / (end - from);
  const balanceOn = (day: number) => ({
    owed: along(owed, solvencyFrom, day),
    percent: along(percent, plan.sinksFrom ?? solvencyFrom, day),
  });
  duties.solvency(
    script,
    provider,
    { from: solvencyFrom, until },
    balanceOn,
    stepThreeFrom === undefined ? [] : people.users,
  );
}

/** Its own price for each service that it sells: a new version whenever there is one more. */
function listsOf(providers: ReadonlyMap<string, Provider>, plan: InstancePlan, until: number): duties.PriceVersion[] {
  const sold = SERVICES.filter(({ sellers }) => sellers.includes(plan.name)).map(({ name, price, since }) => ({
    ...{ service: known(providers, name).id, unit: "call", from: Math.max(since, plan.since) + 3 },
    per1000: ((Number(price) * (100 + plan.markup)) / 100).toFixed(3),
  }));
  const days = [...new Set(sold.map(({ from }) => from))].filter((day) => day < until).sort((a, b) => a - b);
  return days.map((day) => ({ day, lines: sold.filter(({ from }) => from <= day) }));
}

function serviceDuties(
  script: Script,
  providers: ReadonlyMap<string, Provider>,
  plan: ServicePlan,
  { until }: Span,
): void {
  const provider = known(providers, plan.name);
  const life = { from: plan.since + 1, until };
  duties.identity(script, provider, life, {
    legalName: `${plan.name} workshop`,
    form: "partnership",
    jurisdiction: "EE",
  });
  duties.contacts(script, provider, life);
  const line = { service: plan.category, unit: "call" };
  const changes = plan.priceChanges ?? [];
  const versions = [{ saidOn: life.from, holdsFrom: life.from, price: plan.price }, ...changes].map(
    ({ saidOn, holdsFrom, price }) => ({
      day: saidOn,
      lines: [{ ...line, per1000: price, from: holdsFrom }],
    }),
  );
  duties.prices(script, provider, until, versions);
  for (const [nth, name] of plan.sellers.entries()) {
    const instance = known(providers, name);
    script.sells(addMs(script.at(Math.max(plan.since, instance.since) + 2, 14), nth * HOUR_MS), instance, provider);
    const leftOn = INSTANCES.find((one) => one.name === name)?.leftOn;
    if (leftOn !== undefined && plan.since < leftOn)
      script.say(
        script.at(leftOn, 9 + (SERVICES.indexOf(plan) % 30) / 4),
        provider.operator.identity,
        "provider.link",
        provider.id,
        {
          ...{ other: instance.id, relation: "sells-tokens-of", ended: true },
        },
      );
  }
}

async function looks(
  script: Script,
  providers: ReadonlyMap<string, Provider>,
  plan: ServicePlan,
  promised: Promised,
  people: People,
  span: Span,
): Promise<void> {
  const service = known(providers, plan.name);
  const dice = script.dice(`looks at ${plan.name}`);
  for (const { from, perWeek, vouched, until = span.until } of plan.looks) {
    const those: readonly Person[] = vouched ? people.auditors.slice(0, 4) : people.auditors.slice(4);
    for (const [nth, day] of duties.daysBetween(Math.max(from, plan.since + 3), until, 7 / perWeek).entries()) {
      const by = those[(nth + plan.since) % those.length];
      const question = promised.questions[dice.roll(promised.questions.length)];
      if (by === undefined || question === undefined) continue;
      const at = script.at(Math.floor(day), 7 + dice.uniform() * 14);
      const isNew = plan.newKeyFrom !== undefined && day >= plan.newKeyFrom;
      const signer = isNew ? { ...service, responseKey: secondKeyOf(script, service) } : service;
      await attachRight(script, by.identity, signer, promised, question, at);
    }
  }
}
