/** The desk's letters and digits: what each does, for the sheet of keys and for whoever listens. */
import type { TriageState } from "#lib/contract/review.ts";
import { QUESTION_NAMES, type QuestionName } from "#lib/dispute/charter.ts";
import { TRIAGE_WORDS } from "./review-words.ts";

export type DeskAct =
  | { readonly kind: "case"; readonly step: 1 | -1 }
  | { readonly kind: "evidence"; readonly step: 1 | -1 }
  | { readonly kind: "triage"; readonly state: TriageState }
  | { readonly kind: "ballot"; readonly to: QuestionName | "seal" };

type DeskKey = { readonly keys: readonly [string]; readonly does: string; readonly act: DeskAct };

const TRIAGE_LETTERS: readonly (readonly [string, TriageState])[] = [
  ["a", "accepted"],
  ["d", "declined"],
  ["s", "snoozed"],
  ["l", "duplicate"],
  ["m", "needs-info"],
  ["u", "pending"],
];

const QUESTION_KEYS: Readonly<Record<QuestionName, { readonly key: string; readonly does: string }>> = {
  fact: { key: "1", does: "Ballot: did it happen" },
  attribution: { key: "2", does: "Ballot: whose doing" },
  severity: { key: "3", does: "Ballot: how grave" },
};

/** No key answers a question or signs: 1, 2, 3 and b go there, the arrows choose, Enter seals. */
export const DESK_KEYS: readonly DeskKey[] = [
  { keys: ["j"], does: "Next case", act: { kind: "case", step: 1 } },
  { keys: ["k"], does: "Case before", act: { kind: "case", step: -1 } },
  { keys: ["n"], does: "Next evidence, unseen first", act: { kind: "evidence", step: 1 } },
  { keys: ["p"], does: "Evidence before", act: { kind: "evidence", step: -1 } },
  ...TRIAGE_LETTERS.map(
    ([key, state]): DeskKey => ({
      keys: [key],
      does: `On my desk: ${TRIAGE_WORDS[state]}${state === "snoozed" ? " for a day" : ""}`,
      act: { kind: "triage", state },
    }),
  ),
  ...QUESTION_NAMES.map(
    (to): DeskKey => ({ keys: [QUESTION_KEYS[to].key], does: QUESTION_KEYS[to].does, act: { kind: "ballot", to } }),
  ),
  { keys: ["b"], does: "Ballot: what is missing, then Seal", act: { kind: "ballot", to: "seal" } },
];

export type DeskPress = {
  readonly key: string;
  readonly hasModifier: boolean;
  readonly isTyping: boolean;
  /** The second letter of "g p" belongs to the bar. */
  readonly afterG: boolean;
};

/** Nothing while somebody types, and nothing at all when single letters are switched off (WCAG 2.1.4). */
export function deskActOf({ key, hasModifier, isTyping, afterG }: DeskPress, letters: boolean): DeskAct | undefined {
  if (!letters || hasModifier || isTyping || afterG) return undefined;
  return DESK_KEYS.find(({ keys }) => keys[0] === key)?.act;
}
