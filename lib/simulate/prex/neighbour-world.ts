/** Two more indexes of the demonstration: each with a log, keys and a first statement of its own, and one small market in common. */
import { chainEnd } from "#lib/dispute/draw-chain.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { demoKey } from "#lib/statement/demo-key.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { DAYS, WORLD_START } from "./calendar.ts";
import { buildCommonMarket } from "./common-market.ts";
import { auditorsOf } from "./people.ts";
import type { IndexKeys, PlayableWorld, PrexWorld } from "./saying.ts";
import { Script, type SignBySeed } from "./script.ts";

/** The second is paid for what it says. */
export const NEIGHBOURS = ["harbour", "meridian"] as const;
export type NeighbourName = (typeof NEIGHBOURS)[number];
export const DISHONEST: NeighbourName = "meridian";

export type NeighbourWorld = PlayableWorld & Pick<PrexWorld, "now0">;

const BUDGETS = {
  registeredPerHour: 10_000,
  unregisteredPerHour: 10_000,
  addressPerMinute: 1_000,
  unregisteredPerAddressPerHour: 1_000,
};

export const originOf = (name: NeighbourName) => `${name}.demo.invalid/log` as Origin;

export const neighbourKey = (seed: string, name: NeighbourName, purpose: string) =>
  demoKey(seed, `neighbour/${name}/${purpose}`);

/** `sign`: a faster one than that of plain TypeScript. */
export async function neighbourWorld(seed: string, name: NeighbourName, sign: SignBySeed): Promise<NeighbourWorld> {
  const origin = originOf(name);
  const script = new Script(seed, origin, WORLD_START, sign);
  const key = (purpose: string) => neighbourKey(seed, name, purpose);
  const [log, promise, answer, witness] = [key("log"), key("promise"), key("answer"), key("witness")];
  const indexKeys: IndexKeys = {
    ...{ log, promise, answer, witness },
    ...{ statement: key("statement"), admin: key("admin"), draw: key("draw") },
  };
  const genesis = newGenesisBody(origin, indexKeys, {
    foldVersion: FOLD_VERSION,
    policy: { budgets: BUDGETS },
    modelHash: modelHash(MODEL_1),
    drawChainEnd: chainEnd(indexKeys.draw.seed),
  });
  script.say(script.at(0, 0), indexKeys.statement, "index.genesis", "index", genesis);
  await buildCommonMarket(script, auditorsOf(script), { until: DAYS + 1, denseFrom: DAYS - 30 });
  return {
    ...{ seed, origin, start: WORLD_START, now0: script.at(DAYS, 9), indexKeys },
    ...{ planned: script.sayings(), markups: new Map(), stories: [] },
    // Machines decide its cases, and nobody contests them.
    react: () => [],
    ballotsOfOthers: () => [],
  };
}
