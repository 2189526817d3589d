/** A record as an agent makes it, of rounds by chance: indexes that sleep, reports that are late, tickets that expire. */
import { hexEncode } from "#lib/kernel/base.ts";
import { createAgent } from "../agent.ts";
import { diceOf, seedHashOf } from "../dice.ts";
import type { EngineName } from "../engines.ts";
import { RECORD_TYPE, type RecordEvent, type SelectionRecord } from "../record.ts";

export const SEED = new Uint8Array(32).fill(42);

export function madeRecord(engine: EngineName, rounds: number): SelectionRecord {
  const indexIds = ["north", "east", "south"];
  const agent = createAgent({ engine, indexIds, maxIndexes: 8, seed: SEED });
  if (!agent.ok) throw new Error(agent.error.detail);
  const dice = diceOf(9);
  const events: RecordEvent[] = [];
  const open: { ticket: number; loss: number }[] = [];
  for (let round = 1; round <= rounds; round++) {
    if (round === Math.ceil(rounds / 2)) {
      agent.value.addIndex("west");
      events.push({ kind: "index", id: "west" });
    }
    const ids = [...agent.value.indexIds].filter((id) => id === "north" || dice() < 0.9);
    const recommendations = ids.map((id): [string, string] => [id, dice() < 0.7 ? "good" : "bad"]);
    const asleep = ids.length > 2 && dice() < 0.1 ? ids.slice(1, 2) : [];
    const choice = agent.value.choose({ recommendations: new Map(recommendations), asleep });
    if (!choice.ok) throw new Error(choice.error.detail);
    events.push({ kind: "choice", recommendations, asleep, ...choice.value });
    open.push({ ticket: choice.value.ticket, loss: choice.value.provider === "good" ? 0.1 : Math.round(dice()) });
    while (open.length > 0 && dice() < 0.6) {
      const [closed] = open.splice(Math.floor(dice() * open.length), 1);
      if (closed === undefined) break;
      const { ticket, loss } = closed;
      if (dice() < 0.05) {
        agent.value.expire(ticket);
        events.push({ kind: "expiry", ticket });
      } else {
        agent.value.report(ticket, loss);
        events.push({ kind: "report", ticket, loss });
      }
    }
  }
  const head = { type: RECORD_TYPE, engine, indexIds, maxIndexes: 8, kappa: 0, share: false, horizon: 10_000 } as const;
  return { head: { ...head, seedHash: hexEncode(seedHashOf(SEED)) }, events };
}
