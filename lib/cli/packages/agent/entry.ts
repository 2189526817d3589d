/** What `touchstone-agent` exports: types.d.ts says the same with words, and must fit (packages.test.ts). */
import { hexEncode } from "#lib/kernel/base.ts";
import { createAgent } from "#lib/selection/agent.ts";
import { readAgent, writeAgent } from "#lib/selection/agent-file.ts";
import { seedHashOf as hashOfSeed } from "#lib/selection/dice.ts";
import { ENGINE_NAMES } from "#lib/selection/engines.ts";
import { lossOf } from "#lib/selection/losses.ts";
import { replay } from "#lib/selection/replay.ts";
import { askIndexes as ask, type Need } from "../../agent/ask-indexes.ts";
import { askCase as askForCase } from "../../agent/case-loss.ts";
import { readRecord } from "../../agent/choice-book.ts";
import { KnownIndexes } from "../../agent/known-indexes.ts";

export { createAgent, ENGINE_NAMES, lossOf, readAgent, writeAgent };

export function seedHashOf(seed: Uint8Array): string {
  return hexEncode(hashOfSeed(seed));
}

type Asking = {
  readonly addresses: readonly string[];
  readonly need: Need;
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number | undefined;
};

export function askIndexes({ addresses, need, folder, signal, patienceMs }: Asking) {
  const io = { signal: signal ?? new AbortController().signal, env: { TOUCHSTONE_HOME: folder } };
  return ask(addresses, need, { known: new KnownIndexes(folder), io, ...(patienceMs && { patienceMs }) });
}

type AskingCase = Pick<Asking, "folder" | "signal"> & { readonly address: string; readonly id: string };

export async function askCase({ address, id, folder, signal }: AskingCase) {
  const io = { signal: signal ?? new AbortController().signal, env: { TOUCHSTONE_HOME: folder } };
  return await askForCase(id, address, { known: new KnownIndexes(folder), io });
}

export function replayRecord(file: string, seed?: Uint8Array) {
  const { ok, checks, choices, largestDifference } = replay(readRecord(file).record, seed);
  return { ok, checks, choices, largestDifference };
}
