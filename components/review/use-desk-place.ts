/** Where somebody stands at the desk, in the address: a reload, a link and the way back keep it. No name is in it. */
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { QueueChoice } from "#lib/client/review/queries.ts";
import { QUEUE_FILTERS, type QueueFilter } from "#lib/contract/review.ts";

/** On small screens one of three is shown at a time. */
export const SCREENS = ["queue", "case", "ballot"] as const;
export type Screen = (typeof SCREENS)[number];

/** Only what is due within so many days. */
export const DUE_WITHIN = ["", "1", "3", "7"] as const;
export type DueWithin = (typeof DUE_WITHIN)[number];

const PARSERS = {
  tab: parseAsStringLiteral(QUEUE_FILTERS).withDefault("mine"),
  case: parseAsString,
  at: parseAsStringLiteral(SCREENS).withDefault("queue"),
  state: parseAsString.withDefault(""),
  claim: parseAsString.withDefault(""),
  due: parseAsStringLiteral(DUE_WITHIN).withDefault(""),
};

export type DeskPlace = {
  readonly tab: QueueFilter;
  readonly case: string | null;
  readonly at: Screen;
  readonly state: string;
  readonly claim: string;
  readonly due: DueWithin;
};

/** What is asked of the index for this place. */
export function queueChoiceOf({ tab, state, claim, due }: DeskPlace, isBlind: boolean, now: number): QueueChoice {
  return { filter: tab, state, claim, isBlind, dueDays: due === "" ? null : Number(due), now };
}

const CASE_ID = /^case_[a-z2-7]{26}$/;

export function useDeskPlace(): [DeskPlace, (change: Partial<DeskPlace>) => void] {
  const [place, setPlace] = useQueryStates(PARSERS, { history: "push" });
  const known = place.case !== null && CASE_ID.test(place.case) ? place.case : null;
  return [{ ...place, case: known }, (change) => void setPlace(change)];
}
