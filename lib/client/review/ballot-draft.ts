/** The ballot that is being filled: every answer may still be missing. */

import { isUpholding, type QuestionName } from "#lib/dispute/charter.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { type Answers, answersSchema } from "#lib/statement/dispute-bodies.ts";

export type BallotDraft = {
  readonly fact: Answers["fact"] | undefined;
  readonly attribution: NonNullable<Answers["attribution"]> | undefined;
  readonly severity: NonNullable<Answers["severity"]> | undefined;
  readonly remedied: boolean | undefined;
  readonly abusive: boolean;
  readonly reasons: Readonly<Record<QuestionName, string>>;
};

export const EMPTY_BALLOT: BallotDraft = {
  fact: undefined,
  attribution: undefined,
  severity: undefined,
  remedied: undefined,
  abusive: false,
  reasons: { fact: "", attribution: "", severity: "" },
};

/** Which of the three are asked: the last two only of what happened. */
export function askedOf({ fact }: Pick<BallotDraft, "fact">): readonly QuestionName[] {
  return fact !== undefined && isUpholding(fact) ? ["fact", "attribution", "severity"] : ["fact"];
}

/** Whether every question that is asked has its answer: then the effect is shown, and not before. */
export function isAnswered(draft: BallotDraft): boolean {
  return askedOf(draft).every((name) => draft[name] !== undefined);
}

/** Those without a reason in words. */
export function unreasoned(draft: BallotDraft): readonly QuestionName[] {
  return askedOf(draft).filter((name) => tidy(draft.reasons[name]) === "");
}

/** As they are sealed; undefined while something is missing, or a text is none that a statement can hold. */
export function answersOf(draft: BallotDraft): Answers | undefined {
  const { fact, attribution = null, severity = null, remedied = null, abusive, reasons } = draft;
  const upholds = fact !== undefined && isUpholding(fact);
  const answers = {
    fact,
    attribution: upholds ? attribution : null,
    severity: upholds ? severity : null,
    remedied: upholds ? remedied : null,
    abusive: upholds ? false : abusive,
    reasons: {
      fact: tidy(reasons.fact),
      attribution: upholds ? tidy(reasons.attribution) : null,
      severity: upholds ? tidy(reasons.severity) : null,
    },
  };
  const parsed = answersSchema.safeParse(answers);
  return parsed.success ? parsed.data : undefined;
}

const tidy = (text: string): string => normalForm(text, "NFC").replaceAll("\r\n", "\n").trim();
