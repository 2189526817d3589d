/** What a data folder is founded with for the demonstration: keys, entry 0, and what its page says. */
import type { DemoFounding, DemoLiar, DemoLosses, DemoPersona, DemoWorld } from "#lib/contract/demonstration.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { caseIdOf, providerIdOf } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import type { PrexPlay } from "./play.ts";
import { composeFirst, type PrexWorld, type Story } from "./saying.ts";
import type { SignBySeed } from "./script.ts";
import type { UsersLosses } from "./users.ts";

/** Watchers of the demonstration. */
const WITNESSES = ["w1", "w2", "w3"];
/** As whom a visitor may act. */
const PERSONAS = [
  { id: "ada", name: "Ada", role: "operator" },
  { id: "mori", name: "Mori", role: "maintainer" },
  { id: "uma", name: "Uma", role: "reporter" },
] as const;
/** Of more cases of one story the first stand for all. */
const CASES_LINKED = 4;

export function foundingOf(world: PrexWorld, sign: SignBySeed): DemoFounding {
  const [first] = world.planned;
  if (first === undefined) throw new Error("A world says something.");
  const genesis = composeFirst(world, first);
  const seedOf = (name: string) => base64UrlEncode(demoKey(world.seed, name).seed);
  return {
    world: demoWorldOf(world),
    genesis: base64UrlEncode(assembleStatement(genesis, sign(first.by.seed, signingBytes(genesis)))),
    keys: Object.fromEntries(Object.entries(world.indexKeys).map(([name, { seed }]) => [name, base64UrlEncode(seed)])),
    witnesses: Object.fromEntries(WITNESSES.map((name) => [name, seedOf(`witness/${name}`)])),
  };
}

function demoWorldOf(world: PrexWorld): DemoWorld {
  const { seed, start, now0, end, stories } = world;
  const [names, filed] = [providerNames(world), casesUntil(world)];
  return {
    ...{ seed, start: formatInstant(start), now: formatInstant(now0), end: formatInstant(end) },
    personas: personasOf(world),
    losses: null,
    stories: stories.map((story) => ({
      ...{ id: story.id, title: story.title, words: story.told },
      links: linksOf(story, names, filed),
    })),
    seats: world.doors.seats.map(({ from, until }) => ({ from: formatInstant(from), until: formatInstant(until) })),
    liar: liarOf(world),
  };
}

function liarOf({ seed, doors: { liar } }: PrexWorld): DemoLiar {
  const { name, summary, code, definition, questions } = liar.promised;
  const [question] = questions;
  if (code === undefined || question === undefined) throw new Error(`${liar.name} promises nothing that can be run.`);
  const { method, path, asked, contentType } = question;
  return {
    ...{ provider: liar.provider, name: liar.name, key: base64UrlEncode(demoKey(seed, liar.key).seed) },
    promised: { name, summary, code, definition: { ...definition } },
    asks: { method, path, body: asked, contentType },
  };
}

/** What users lost in the weeks that were played. */
export function demoLossesOf({ weeks, state }: PrexPlay, now: Instant): DemoLosses {
  const losses = weeks.losses(state, now);
  const said = ({ worstBlow, worstYear, meanYear, users }: UsersLosses) => ({
    ...{ worst_blow: worstBlow, worst_year: worstYear, mean_year: meanYear, users },
  });
  return {
    kept_limits: said(losses["kept the limits"]),
    went_by_price: said(losses["went by the price"]),
    went_by_size: said(losses["went by the size"]),
  };
}

function personasOf({ seed, actors }: PrexWorld): DemoPersona[] {
  return PERSONAS.flatMap(({ id, name, role }) => {
    const actor = actors.find((one) => one.id === id);
    const { did, seed: secret } = demoKey(seed, `actor/${id}`);
    return actor === undefined ? [] : [{ id, name, role, words: actor.about, did, seed: base64UrlEncode(secret) }];
  });
}

function providerNames(world: PrexWorld): Map<string, string> {
  const registered = world.planned.filter(({ said }) => said.kind === "provider.register");
  return new Map(
    registered.map((saying) => [
      providerIdOf(statementHash(composeFirst(world, saying))),
      String(saying.said.body.name),
    ]),
  );
}

/** Cases that stand in the log when a visitor comes. */
function casesUntil(world: PrexWorld): Set<string> {
  const filed = world.planned.filter(({ said, at }) => said.kind === "report.file" && at <= world.now0);
  return new Set(filed.map((saying) => caseIdOf(statementHash(composeFirst(world, saying)))));
}

function linksOf(
  { providers, cases }: Story,
  names: ReadonlyMap<string, string>,
  filed: ReadonlySet<string>,
): DemoWorld["stories"][number]["links"] {
  const shown = cases.filter((id) => filed.has(id)).slice(0, CASES_LINKED);
  return [
    ...providers.map((id) => ({ label: names.get(id) ?? id, path: `/providers/${id}` })),
    ...shown.map((id, at) => ({ label: shown.length === 1 ? "Its case" : `Case ${at + 1}`, path: `/cases/${id}` })),
  ];
}
