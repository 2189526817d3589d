/** What a data folder is founded with for the demonstration: keys, entry 0, and what its page says. */
import type {
  DemoFounding,
  DemoLiar,
  DemoLosses,
  DemoNeighbours,
  DemoPersona,
  DemoWorld,
} from "#lib/contract/demonstration.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { caseIdOf, providerIdOf } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { assembleStatement, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { COMMON_MARKET } from "./common-market.ts";
import { DISHONEST, NEIGHBOURS, neighbourKey, neighbourWorld, originOf } from "./neighbour-world.ts";
import type { PrexPlay } from "./play.ts";
import { composeFirst, type PlayableWorld, type PrexWorld, type Story } from "./saying.ts";
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

export async function foundingOf(world: PrexWorld, sign: SignBySeed): Promise<DemoFounding> {
  const seedOf = (name: string) => base64UrlEncode(demoKey(world.seed, name).seed);
  const beside = NEIGHBOURS.map(async (name) => [name, indexOf(await neighbourWorld(world.seed, name, sign), sign)]);
  return {
    world: demoWorldOf(world),
    ...indexOf(world, sign),
    witnesses: Object.fromEntries(WITNESSES.map((name) => [name, seedOf(`witness/${name}`)])),
    neighbours: Object.fromEntries(await Promise.all(beside)),
  };
}

function indexOf(world: PlayableWorld, sign: SignBySeed): Pick<DemoFounding, "genesis" | "keys"> {
  const [first] = world.planned;
  if (first === undefined) throw new Error("A world says something.");
  const genesis = composeFirst(world, first);
  return {
    genesis: base64UrlEncode(assembleStatement(genesis, sign(first.by.seed, signingBytes(genesis)))),
    keys: Object.fromEntries(Object.entries(world.indexKeys).map(([name, { seed }]) => [name, base64UrlEncode(seed)])),
  };
}

function neighboursOf({ seed, common: { promised, services, pays } }: PrexWorld): DemoNeighbours {
  const { name, summary, code = "", definition } = promised;
  return {
    indexes: NEIGHBOURS.map((each) => {
      const origin = originOf(each);
      const { vkey } = ed25519NoteSigner(origin, neighbourKey(seed, each, "log").seed);
      return { name: each, origin, vkey, is_paid: each === DISHONEST };
    }),
    market: { ...COMMON_MARKET },
    promised: { name, summary, code, definition: { ...definition } },
    services: services.map(({ provider, lies }) => ({
      ...{ provider: provider.id, name: provider.name, lies },
      key: base64UrlEncode(provider.responseKey.seed),
    })),
    pays: pays.id,
    agent_seed: hexEncode(demoKey(seed, "neighbour/agent").seed),
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
      ...{ id: story.id, title: story.title, words: story.told, shows: story.shows },
      links: linksOf(story, names, filed),
    })),
    seats: world.doors.seats.map(({ from, until }) => ({ from: formatInstant(from), until: formatInstant(until) })),
    liar: liarOf(world),
    neighbours: neighboursOf(world),
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
  const listed = world.planned.filter(
    ({ said: { kind } }) => kind === "provider.register" || kind === "provider.claim",
  );
  return new Map(
    listed.map((saying) => {
      const { kind, subject, body } = saying.said;
      const id = kind === "provider.claim" ? subject : providerIdOf(statementHash(composeFirst(world, saying)));
      return [id, String(body.name)];
    }),
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
