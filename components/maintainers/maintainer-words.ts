/** The words of those who decide cases: what state they are in, and what binds them. */

import type { Tone } from "#components/ui/badge.tsx";
import { capital } from "#components/ui/capital.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import type { InterestRelation } from "#lib/statement/dispute-words.ts";

type State = MaintainerView["state"];

/** Whether somebody can be drawn is a fact, neither good nor bad. */
export const STATE_WORDS: Readonly<
  Record<State, { readonly name: string; readonly says: string; readonly tone: Tone }>
> = {
  appointed: { name: "appointed", says: "Has not accepted yet, and is not drawn.", tone: "unknown" },
  "no-interests": { name: "no interests", says: "Has stated no interests yet, and is not drawn.", tone: "attention" },
  ready: { name: "can be drawn", says: "Can be drawn for a panel.", tone: "neutral" },
  stale: { name: "stale", says: "Its interests are older than 180 days: it is not drawn.", tone: "attention" },
  resting: { name: "resting", says: "Left a seat empty lately: it is not drawn for 30 days.", tone: "attention" },
  removed: { name: "removed", says: "Decides nothing any more.", tone: "neutral" },
};

/** "audits …": to be followed by a name. */
export const RELATION_WORDS: Readonly<Record<InterestRelation, string>> = {
  operates: "operates",
  funds: "funds",
  audits: "audits",
  "employed-by": "is employed by",
  "holds-balance": "holds a balance with",
};

/** How many there are, how many of them can be drawn, and what follows from that. */
export function maintainersSentence(all: readonly Pick<MaintainerView, "state">[]): string {
  const ready = all.filter(({ state }) => state === "ready").length;
  const serving = all.filter(({ state }) => state !== "removed").length;
  const who = serving === 1 ? "One maintainer, who" : `${serving} maintainers, of whom ${ready === 0 ? "none" : ready}`;
  if (ready === 0)
    return `${who} ${serving === 1 ? "cannot be drawn now" : "can be drawn now"}: what people must decide waits.`;
  if (ready < 3) return `${who} can be drawn. A panel takes three: with fewer one decides alone, and it counts half.`;
  return `${who} can be drawn.`;
}

/** What became of the seats for which it was drawn. */
export function seatsSentence({ asked, voted, declined, recused, no_show: empty }: MaintainerView["seats"]): string {
  if (asked === 0) return "Never drawn yet.";
  const parts = [
    `drawn ${asked}×`,
    ...(voted > 0 ? [`voted ${voted}×`] : []),
    ...(declined + recused > 0 ? [`stood aside ${declined + recused}×`] : []),
    ...(empty > 0 ? [`left a seat empty ${empty}×`] : []),
  ];
  return capital(`${parts.join(", ")}.`);
}
