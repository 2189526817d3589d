/** What counts for or against a provider: facts that the log shows, without any weight of a model. */

export const EVIDENCE_CLASSES = [
  "self-proving",
  "signed-by-accused",
  "signed-by-third-party",
  "unsigned-log",
  "claim",
] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/** Gravest first. */
export const SEVERITIES = ["grave", "serious", "moderate", "minor"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const ATTRIBUTIONS = ["malice", "unknown", "negligence", "no-fault"] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** An audit is seen by others, the rest are duties that the provider itself kept. */
export const GOOD_TYPES = ["audit", "promise-kept", "clock-met", "disclosure-fresh"] as const;
export const BAD_TYPES = [
  "ruling",
  "verdict",
  "promise-broken",
  "disclosure-stale",
  "response-late",
  "open-report",
] as const;
export type GoodType = (typeof GOOD_TYPES)[number];
export type BadType = (typeof BAD_TYPES)[number];
export type ItemType = GoodType | BadType;

/** One counted fact about one provider. */
export type RecordItem = {
  /** `<entry>` or `<entry>.<n>`: stable, and unique within the provider. */
  readonly id: string;
  /** Index of the entry that its bar opens. */
  readonly entry: number;
  /** Whole UTC days since 1970-01-01 of its log time. */
  readonly day: number;
  readonly type: ItemType;
  /** Of faults; null counts as minor. */
  readonly severity: Severity | null;
  readonly evidence: EvidenceClass;
  /** Of faults; null counts as unknown. */
  readonly attribution: Attribution | null;
  /** `full`: the index's own verdict, or a reporter who was proven right before. */
  readonly standing: "full" | "half";
  readonly selfDisclosed: boolean;
  /** Thumbprint of who brought it; null: the index, or the provider itself. */
  readonly reporter: string | null;
  /** `unvouched`, or the id of a known cluster of reporters. */
  readonly cluster: string | null;
  /** Items of one group are one fault. */
  readonly faultGroup: string | null;
};

/** What most facts say of themselves: the index saw it, and it is no fault. */
export const PLAIN = {
  severity: null,
  evidence: "self-proving",
  attribution: null,
  standing: "full",
  selfDisclosed: false,
  reporter: null,
  cluster: null,
  faultGroup: null,
} as const satisfies Partial<RecordItem>;

export function isGood(type: ItemType): type is GoodType {
  return type === "audit" || type === "promise-kept" || type === "clock-met" || type === "disclosure-fresh";
}
