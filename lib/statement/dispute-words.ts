/** The closed lists of words that statements, forms and counting of a dispute share (docs/protocol/cases.md). */

/** On what a proven case may be contested. */
export const GROUNDS = [
  "evidence-forged",
  "key-compromised",
  "definition-at-fault",
  "shared-software",
  "wrong-provider",
  "index-error",
] as const;
export type Ground = (typeof GROUNDS)[number];

export const ANSWER_TYPES = ["contest", "admission", "silence"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

export const APPEAL_GROUNDS = ["new-evidence", "named-error", "inadmissible"] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

export const REOPEN_GROUNDS = ["forged-evidence", "compromised-key", "runner-bug", "late-conflict"] as const;

/** What a ballot says of the fact. The first two uphold. */
export const FACTS = ["happened", "partly", "did-not-happen", "cannot-tell"] as const;
export type Fact = (typeof FACTS)[number];

export const BALLOT_ATTRIBUTIONS = ["malice", "negligence", "third-party", "shared-software", "unknown"] as const;
export type BallotAttribution = (typeof BALLOT_ATTRIBUTIONS)[number];

/** Gravest first. */
export const SEVERITIES = ["grave", "serious", "moderate", "minor"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Strongest first. */
export const EVIDENCE_CLASSES = [
  "self-proving",
  "signed-by-accused",
  "signed-by-third-party",
  "unsigned-log",
  "claim",
] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

export const OUTCOMES = [
  "upheld",
  "upheld_in_part",
  "not_upheld",
  "no_fault",
  "undecidable",
  "abusive_report",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const RULED_BY = ["machine", "admission", "panel", "reviewer"] as const;
export type RuledBy = (typeof RULED_BY)[number];

export const RULING_LABELS = ["single-reviewer", "no-appeal-panel", "needs-confirmation"] as const;
export type RulingLabel = (typeof RULING_LABELS)[number];

/** How a maintainer stands to a party, as a statement of interests says it. */
export const RELATIONS = ["operates", "funds", "audits", "employed-by", "holds-balance"] as const;
export type Relation = (typeof RELATIONS)[number];

/** Why a maintainer may not sit. */
export const CONFLICT_REASONS = [
  "is-party",
  ...RELATIONS,
  "rival",
  "reported-lately",
  "sat-before",
  "same-organisation",
  "stale-interests",
  "removed",
  "no-show-lately",
] as const;
export type ConflictReason = (typeof CONFLICT_REASONS)[number];

/** The three questions of a ballot, and the reasons. `attribution` and `severity` are null exactly when the fact is not upheld. */
export type Answers = {
  fact: Fact;
  attribution: BallotAttribution | null;
  severity: Severity | null;
  remedied: boolean | null;
  /** The report was made in bad faith. */
  abusive: boolean;
  reasons: { fact: string; attribution: string; severity: string };
};
