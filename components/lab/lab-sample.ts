/** Small runs and records for the gallery. Deterministic. */

import { hexEncode } from "#lib/kernel/base.ts";
import { createAgent } from "#lib/selection/agent.ts";
import { diceOf, seedHashOf } from "#lib/selection/dice.ts";
import { type LabView, runSeed, viewOf } from "#lib/selection/lab/lab-run.ts";
import { type LabSettings, PRESET } from "#lib/selection/lab/settings.ts";
import { RECORD_TYPE, type RecordEvent } from "#lib/selection/record.ts";
import { type RecordView, viewOfRecord } from "#lib/selection/record-view.ts";

/** `done`: runs that are done by now. */
export function sampleRun(settings: Partial<LabSettings>, done: number): LabView {
  const all = { ...PRESET, rounds: 400, ...settings };
  const view = viewOf(all, new Map(Array.from({ length: done }, (_, seed) => [seed, runSeed(all, seed)])));
  if (view === undefined) throw new RangeError("No run is done.");
  return view;
}

/** A record of so many choices among three indexes, of which the first turns half-way; `forged`: one of its probabilities is another. */
export function sampleRecord(choices: number, forged = false): RecordView {
  const seed = new Uint8Array(32).fill(7);
  const indexIds = ["https://north.example/log", "https://east.example/log", "https://south.example/log"];
  const made = createAgent({ indexIds, maxIndexes: 8, seed });
  if (!made.ok) throw new Error(made.error.detail);
  const dice = diceOf(1);
  const events: RecordEvent[] = [];
  for (let at = 0; at < choices; at++) {
    const isBad = (index: number) => (index === 0 ? at > choices / 2 : index === 2);
    const recommendations = indexIds.map((id, index): [string, string] => [id, isBad(index) ? "prv_bad" : "prv_good"]);
    const choice = made.value.choose({ recommendations: new Map(recommendations) });
    if (!choice.ok) throw new Error(choice.error.detail);
    const { ticket, provider, probability } = choice.value;
    const told = forged && at === Math.floor(choices / 3) ? { probability: probability - 1e-3 } : {};
    events.push({ kind: "choice", recommendations, asleep: [], ...choice.value, ...told });
    const loss = Math.round((provider === "prv_bad" ? 0.5 + dice() / 2 : dice() / 10) * 1000) / 1000;
    made.value.report(ticket, loss);
    events.push({ kind: "report", ticket, loss });
  }
  const head = {
    type: RECORD_TYPE,
    engine: "dch-ix",
    indexIds,
    maxIndexes: 8,
    kappa: 0,
    share: false,
    horizon: 10_000,
    seedHash: hexEncode(seedHashOf(seed)),
  } as const;
  const view = viewOfRecord({ head, events }, hexEncode(seed));
  if (view === null) throw new Error("The seed is none.");
  return view;
}
