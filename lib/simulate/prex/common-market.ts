/**
 * A small market that several indexes of the demonstration know: one instance that sells five services under one definition, all
 * named by their keys, so that they have the same ids everywhere. Its actors say the same in each log.
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { attachRight, reportLie } from "./answers.ts";
import { DAYS, DAYS_AFTER } from "./calendar.ts";
import { type Asked, functionOf, type Promised, windowOf } from "./definitions.ts";
import * as duties from "./duties.ts";
import type { CommonMarket } from "./saying.ts";
import type { Person, Provider, Script } from "./script.ts";

export const COMMON_MARKET = { category: "due dates", unit: "call", currency: "EUR" } as const;

const CODE = `const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const lengthOf = (year, month) => LENGTHS[month - 1] + (month === 2 && isLeap(year) ? 1 : 0);
function due({ body: { from, days } }) {
  let [year, month, day] = from.split("-").map(Number);
  day += days;
  while (day > lengthOf(year, month)) {
    day -= lengthOf(year, month);
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  const two = (number) => String(number).padStart(2, "0");
  return { due: year + "-" + two(month) + "-" + two(day) };
}`;

const asks = (from: string, days: number, right: string, wrong: string): Asked => [
  { from, days },
  { due: right },
  { due: wrong },
];

const ASKED: readonly Asked[] = [
  asks("2025-01-15", 30, "2025-02-14", "2025-02-15"),
  asks("2025-02-01", 28, "2025-03-01", "2025-02-28"),
  asks("2024-02-01", 28, "2024-02-29", "2024-03-01"),
  asks("2025-12-20", 14, "2026-01-03", "2026-01-02"),
  asks("2025-06-30", 1, "2025-07-01", "2025-06-31"),
  asks("2025-04-10", 60, "2025-06-09", "2025-06-10"),
  asks("2025-08-31", 90, "2025-11-29", "2025-11-30"),
];

const CALCULATION = {
  name: "Due date after a number of days",
  summary: "Adds days to a date of the calendar; months have their own lengths.",
  ...{ code: CODE, entrypoint: "due", path: "/due", asked: ASKED },
};

/** `lies`: what its process answers when it is asked today, whatever its record says. */
type Plan = { readonly name: string; readonly operatorId: string; readonly price: string; readonly lies: boolean };

/** The first was caught in its first weeks, which gave those who caught it standing. The dearest is honest until today. */
const CAUGHT: Plan = { name: "Hasty Dates", operatorId: "op-hasty", price: "0.35", lies: true };
const PAYS: Plan = { name: "Prompt Dates", operatorId: "op-prompt", price: "0.95", lies: true };
const SERVICES: readonly Plan[] = [
  CAUGHT,
  { name: "Lantern Dates", operatorId: "op-lantern-dates", price: "0.60", lies: false },
  { name: "Morrow Dates", operatorId: "op-morrow", price: "0.64", lies: false },
  { name: "Quarter Dates", operatorId: "op-quarter", price: "0.70", lies: false },
  PAYS,
];
const CAUGHT_ON = [9, 13, 17, 21, 716, 724];
/** Day from which answers are checked, and how often in a week. */
const LOOKS = { from: 420, perWeek: 0.6 };
const SINCE = 4;
/** From when on the instance shows signs of life, and two months later what it owes: few entries, and a year of them. */
const ALIVE_FROM = 490;

/** `until`: a day of the world behind which nothing is said. `auditors`: those who registered in this log. */
export async function buildCommonMarket(
  script: Script,
  auditors: readonly Person[],
  { until, denseFrom }: { readonly until: number; readonly denseFrom: number },
): Promise<CommonMarket> {
  const promised = publishDefinition(script);
  const keeper = script.person("op-oakhaven", "Oakhaven operators", "operator", "Run Oakhaven.", 3);
  const instance = script.claimed(keeper, "instance", "Oakhaven", 3);
  const services = SERVICES.map((plan) => ({ ...plan, provider: serviceOf(script, plan) }));
  instanceDuties(script, instance, services, until, denseFrom);
  for (const service of services) serviceDuties(script, instance, service, until);
  for (const { name, provider } of services)
    if (name !== CAUGHT.name) await looks(script, provider, promised, auditors.slice(0, 4), until);
  for (const [nth, day] of CAUGHT_ON.entries()) await caught(script, services, promised, auditors, { nth, day });
  const pays = services.find(({ name }) => name === PAYS.name)?.provider;
  if (pays === undefined) throw new Error("Nobody pays.");
  return { promised, instance, services, pays };
}

type Listed = Plan & { readonly provider: Provider };

function publishDefinition(script: Script): Promised {
  const window = windowOf(script.at(1, 0), DAYS + DAYS_AFTER + 200);
  const promised = functionOf(COMMON_MARKET.category, CALCULATION, window);
  const { name, summary, definition, code = "" } = promised;
  const circle = script.person(
    "calendar-circle",
    "Calendar Circle",
    "publisher",
    "Publishes how dates are counted.",
    0,
  );
  const attached = [{ bytes: utf8Encode(code), mediaType: "text/javascript" }];
  script.say(script.at(0, 14), circle.identity, "definition.publish", "new", { name, summary, definition }, attached);
  return promised;
}

function serviceOf(script: Script, { name, operatorId }: Plan): Provider {
  const operator = script.person(operatorId, `${name} workshop`, "operator", `Runs ${name}.`, SINCE);
  return script.claimed(operator, "service", name, SINCE);
}

function instanceDuties(
  script: Script,
  instance: Provider,
  services: readonly Listed[],
  until: number,
  denseFrom: number,
): void {
  const life = { from: 4, until };
  duties.identity(script, instance, life, { legalName: "Oakhaven Betrieb", form: "company", jurisdiction: "DK" });
  duties.contacts(script, instance, life);
  const lines = services.map(({ provider, price }) => ({
    ...{ service: provider.id, unit: COMMON_MARKET.unit, from: SINCE + 3 },
    per1000: (Number(price) * 1.05).toFixed(3),
  }));
  duties.prices(script, instance, until, [{ day: SINCE + 3, lines }]);
  duties.heartbeat(script, instance, { from: ALIVE_FROM, until }, { denseFrom });
  const owed = (day: number) => 40_000_000 + day * 20_000;
  duties.solvency(script, instance, { from: ALIVE_FROM + 60, until }, (day) => ({ owed: owed(day), percent: 108 }), []);
}

function serviceDuties(script: Script, instance: Provider, { name, price, provider }: Listed, until: number): void {
  const life = { from: SINCE + 1, until };
  duties.identity(script, provider, life, { legalName: `${name} workshop`, form: "partnership", jurisdiction: "EE" });
  duties.contacts(script, provider, life);
  const line = { service: COMMON_MARKET.category, unit: COMMON_MARKET.unit, per1000: price, from: life.from };
  duties.prices(script, provider, until, [{ day: life.from, lines: [line] }]);
  script.sells(script.at(SINCE + 2, 14), instance, provider);
}

async function looks(
  script: Script,
  service: Provider,
  promised: Promised,
  auditors: readonly Person[],
  until: number,
): Promise<void> {
  const dice = script.dice(`looks at ${service.name}`);
  for (const [nth, day] of duties.daysBetween(LOOKS.from, until, 7 / LOOKS.perWeek).entries()) {
    const by = auditors[nth % auditors.length];
    const question = promised.questions[dice.roll(promised.questions.length)];
    if (by === undefined || question === undefined) continue;
    await attachRight(
      script,
      by.identity,
      service,
      promised,
      question,
      script.at(Math.floor(day), 7 + dice.uniform() * 14),
    );
  }
}

async function caught(
  script: Script,
  services: readonly Listed[],
  promised: Promised,
  auditors: readonly Person[],
  { nth, day }: { readonly nth: number; readonly day: number },
): Promise<void> {
  const service = services.find(({ name }) => name === CAUGHT.name)?.provider;
  const [by, question] = [auditors[nth % 4], promised.questions[nth]];
  if (service === undefined || by === undefined || question === undefined) return;
  await reportLie(script, by, { service, promised, question }, script.at(day, 11), "A day off, and signed.");
}
