/** What an operator has to do, or should know of, by a date: one list feeds the next actions and the calendar. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { KeyForm, ParticipantForm, ProposalForm, ProviderForm } from "#lib/state/forms.ts";

export const SORTS = {
  renewal: "renewal",
  incident: "incident",
  case: "case",
  price: "price",
  "sign-of-life": "sign of life",
  key: "key",
  name: "proof of name",
  signature: "signature",
  closing: "closing",
  step: "step",
} as const;
export type DutySort = keyof typeof SORTS;

export type Duty = {
  readonly id: string;
  readonly sort: DutySort;
  /** Verb first where it asks for something. */
  readonly title: string;
  readonly why: string;
  /** 0: nothing to do. */
  readonly minutes: number;
  readonly href: string;
  /** Undefined: at once, and nothing ends. */
  readonly dueAt: Instant | undefined;
  /** From when on it is asked for; undefined: it comes by itself. */
  readonly askedFrom: Instant | undefined;
};

export type DutyFacts = {
  readonly now: Instant;
  readonly participant: ParticipantForm;
  readonly providers: readonly ProviderForm[];
  readonly holdsKey: boolean;
  /** By provider id; of one that could not be read there is none, and its steps and silences are not judged. */
  readonly stepFacts: ReadonlyMap<string, StepFacts>;
  /** Cases in which something can still be said, by provider id; none of one that could not be read. */
  readonly cases: ReadonlyMap<string, readonly CaseSummaryView[]>;
  /** Of the participant and its providers, as far as they were read. */
  readonly keys: readonly KeyForm[];
  /** Acts that wait for signatures of this participant. */
  readonly proposals: readonly ProposalForm[];
};
