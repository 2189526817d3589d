/** The words of which answers, ballots and rulings are made. */

/** On what an operator can contest; what a machine has proven is contested on one of these only. */
export const GROUNDS = [
  "evidence-forged",
  "key-compromised",
  "definition-at-fault",
  "shared-software",
  "wrong-provider",
  "index-error",
] as const;
export type Ground = (typeof GROUNDS)[number];

export const APPEAL_GROUNDS = ["new-evidence", "named-error", "inadmissible"] as const;
export type AppealGround = (typeof APPEAL_GROUNDS)[number];

export const REOPENING_GROUNDS = ["forged-evidence", "compromised-key", "runner-bug", "late-conflict"] as const;
export type ReopeningGround = (typeof REOPENING_GROUNDS)[number];

/** Strongest first (docs/protocol/cases.md, "Evidence"). */
export const CASE_EVIDENCE_CLASSES = ["signed-by-accused", "signed-by-third-party", "unsigned-log", "claim"] as const;
export type CaseEvidenceClass = (typeof CASE_EVIDENCE_CLASSES)[number];

/** Did it happen? */
export const FACTS = ["happened", "partly", "did-not-happen", "cannot-tell"] as const;
export type Fact = (typeof FACTS)[number];

/** Whose doing was it? */
export const BALLOT_ATTRIBUTIONS = ["malice", "negligence", "third-party", "shared-software", "unknown"] as const;
export type BallotAttribution = (typeof BALLOT_ATTRIBUTIONS)[number];

/** How grave is it? Gravest first. */
export const BALLOT_SEVERITIES = ["grave", "serious", "moderate", "minor"] as const;
export type BallotSeverity = (typeof BALLOT_SEVERITIES)[number];

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

/** How a maintainer may belong together with a provider or a participant. */
export const INTEREST_RELATIONS = ["operates", "funds", "audits", "employed-by", "holds-balance"] as const;
export type InterestRelation = (typeof INTEREST_RELATIONS)[number];

export const ANSWER_TYPES = ["contest", "admission", "silence"] as const;
export type AnswerType = (typeof ANSWER_TYPES)[number];

/** Why a maintainer may not sit. */
export const CONFLICT_REASONS = [
  "removed",
  "is-party",
  ...INTEREST_RELATIONS,
  "rival",
  "reported-lately",
  "sat-before",
  "stale-interests",
  "no-show-lately",
  "same-organisation",
] as const;
export type ConflictReason = (typeof CONFLICT_REASONS)[number];
