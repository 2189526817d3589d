/** Two years of an invented Prex market, and thirty weeks more: the same for the same seed. */
import { chainEnd } from "#lib/dispute/draw-chain.ts";
import { DEMO_ORIGIN } from "#lib/kernel/demo-origin.ts";
import type { CaseId, Did } from "#lib/kernel/ids.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { buildMarket, known } from "./build-market.ts";
import { DAYS, DAYS_AFTER, WORLD_START } from "./calendar.ts";
import { buildCommonMarket } from "./common-market.ts";
import { INSTANCES } from "./market.ts";
import { peopleOf } from "./people.ts";
import { ballotsOfOthers, type CasePlan, reactTo, type Society } from "./react.ts";
import type { CommonMarket, IndexKeys, PrexWorld } from "./saying.ts";
import { Script, type SignBySeed } from "./script.ts";
import { tellStories } from "./stories/all.ts";
import { preparedSeats } from "./stories/open-cases.ts";

/** For everything that is played live from one address. */
const BUDGETS = {
  registeredPerHour: 100_000,
  unregisteredPerHour: 100_000,
  addressPerMinute: 100_000,
  unregisteredPerAddressPerHour: 100_000,
};

/** The last days before a visitor comes, in which beats come as often as they should. */
const DENSE_DAYS = 30;

/** It was caught before, and its key was never revoked. */
const LIAR = "Gorse Tax";
const LIAR_KEY = "actor/op-gorse/gorse-tax/response-1";

function indexKeysOf(seed: string): IndexKeys {
  const key = (purpose: string) => demoKey(seed, `index/${purpose}`);
  const [log, promise, answer, witness] = [key("log"), key("promise"), key("answer"), key("witness")];
  return { log, promise, answer, witness, statement: key("statement"), admin: key("admin"), draw: key("draw") };
}

/** `sign`: a faster one than that of plain TypeScript. */
export async function prexWorld(seed: string, sign?: SignBySeed): Promise<PrexWorld> {
  const script = new Script(seed, DEMO_ORIGIN, WORLD_START, sign);
  const keys = indexKeysOf(seed);
  const genesis = newGenesisBody(DEMO_ORIGIN, keys, {
    foldVersion: FOLD_VERSION,
    policy: { budgets: BUDGETS },
    modelHash: modelHash(MODEL_1),
    drawChainEnd: chainEnd(keys.draw.seed),
  });
  script.say(script.at(0, 0), keys.statement, "index.genesis", "index", genesis);
  const until = DAYS + DAYS_AFTER;
  const people = peopleOf(script, keys.admin, until);
  const span = { until, denseFrom: DAYS - DENSE_DAYS };
  const market = await buildMarket(script, people, span);
  const common = await buildCommonMarket(script, people.auditors, span);
  const plans = new Map<CaseId, CasePlan>();
  await tellStories({ script, people, market, plans }, until);
  tellOfNeighbours(script, common);
  const society: Society = { seed, origin: DEMO_ORIGIN, keys: keysOf(script), plans };
  return {
    ...{ seed, origin: DEMO_ORIGIN, start: WORLD_START, indexKeys: keys },
    now0: script.at(DAYS, 9),
    end: script.at(until, 0),
    actors: script.actors,
    stories: script.stories,
    planned: script.sayings(),
    common,
    markups: new Map(INSTANCES.map(({ name, markup }) => [known(market.providers, name).id, markup])),
    doors: {
      seats: preparedSeats(script),
      liar: {
        provider: known(market.providers, LIAR).id,
        name: LIAR,
        key: LIAR_KEY,
        promised: market.promised["sales tax"],
      },
    },
    react: (view, now, cases) => reactTo(society, view, now, cases),
    ballotsOfOthers: (view, now, cases) => ballotsOfOthers(society, view, now, cases),
  };
}

/** Seen beside the log: it is no event of the two years. */
function tellOfNeighbours(script: Script, { instance, pays }: CommonMarket): void {
  script.stories.push({
    id: "neighbours",
    title: "Two neighbours, one of them paid",
    told: "Two small indexes run beside this one and know a part of its market. One takes money to name a service that lies. An agent that asks all three loses by it, and follows it less and less, until two of its answers convict it.",
    shows: "`/indexes`: how both judge, what the agent still believes of each, and the proof.",
    providers: [pays.id, instance.id],
    cases: [],
  });
}

function keysOf({ people }: Script): Map<Did, Identity> {
  return new Map(people.map(({ identity }) => [identity.did, identity]));
}
