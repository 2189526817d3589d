/** What the agent of a demonstration chose among the index and its neighbours, from the record that it writes. */
import { readFile, stat } from "node:fs/promises";
import type { DemoNeighbours } from "#lib/contract/demonstration.ts";
import { parseRecord } from "#lib/selection/record-file.ts";
import { type RecordView, viewOfRecord } from "#lib/selection/record-view.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";

/** Five hundred rounds take about 300 kB. */
const MAX_BYTES = 8_000_000;

type AgentCtx = Pick<Ctx, "demoRecord" | "world">;

/** The file's whole lines. Errors: `not-found` where no agent runs, or none has chosen yet. */
export async function getDemoRecord({ demoRecord }: Pick<Ctx, "demoRecord">): Promise<string> {
  const text = demoRecord === undefined ? undefined : await readWhole(demoRecord);
  if (text === undefined) throw new ServiceError("not-found", "No agent of a demonstration has chosen here yet.");
  return text;
}

async function readWhole(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const text = await readFile(file, "utf8");
    return text.slice(0, text.lastIndexOf("\n") + 1);
  } catch {
    return undefined;
  }
}

export type DemoAgent = { readonly neighbours: DemoNeighbours; readonly view: RecordView };
let last: { readonly text: string; readonly agent: DemoAgent } | undefined;

/** Replayed, with the seed that the world names; undefined where there is no agent, or no choice yet. */
export async function readDemoAgent({ demoRecord, world }: AgentCtx): Promise<DemoAgent | undefined> {
  const neighbours = world?.neighbours ?? undefined;
  if (demoRecord === undefined || neighbours === undefined) return undefined;
  const text = await readWhole(demoRecord);
  if (text === undefined || text === last?.text) return last?.agent;
  const parsed = parseRecord(text);
  const view = parsed.ok ? viewOfRecord(parsed.value.record, neighbours.agent_seed) : null;
  if (view === null || view.choices === 0) return undefined;
  last = { text, agent: { neighbours, view } };
  return last.agent;
}
