/** The report that is being written, as it survives a reload, and how each thing that the person does changes it. */
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { EpochReceipt } from "#lib/evidence/epoch-claim.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { OutboxItem } from "../statements/outbox.ts";
import type { Fixed } from "./fix-date.ts";
import type { QuestionId } from "./questions.ts";
import type { FieldFate } from "./struck-out.ts";

export type Step = "what" | "proof" | "check" | "file" | "filed";

/** One signed answer that was read here, what became of its request's fields, and its date in the log where it has one. */
export type TakenAnswer = {
  readonly exchange: Exchange;
  readonly fates: readonly FieldFate[];
  readonly fixed?: Fixed | undefined;
};

/**
 * A signed report on its way: the case file as it was saved, so that it can be saved again. `sendAt`: before then it
 * stays in this browser, where its author wants that.
 */
export type FiledReport = {
  readonly item: OutboxItem;
  readonly sealed: string | undefined;
  readonly sendAt?: Instant | undefined;
};

export type ReportDraft = {
  readonly v: 1;
  readonly step: Step;
  readonly question: QuestionId | undefined;
  /** A bundle that came whole. */
  readonly given: Uint8Array | undefined;
  readonly answers: readonly TakenAnswer[];
  /** The receipt of an epoch whose other half is asked for; left out in drafts that were begun before. */
  readonly epoch?: EpochReceipt | undefined;
  /** Provider id or did:key, where no signed answer names it. */
  readonly against: string;
  readonly kind: ClaimKind | undefined;
  readonly params: JsonObject;
  readonly text: string;
  /** Canonical bytes of the bundle that is checked, shown and filed. */
  readonly bundle: Uint8Array | undefined;
  readonly filed: FiledReport | undefined;
};

export const EMPTY_DRAFT: ReportDraft = {
  v: 1,
  step: "what",
  question: undefined,
  given: undefined,
  answers: [],
  against: "",
  kind: undefined,
  params: {},
  text: "",
  bundle: undefined,
  filed: undefined,
};

/** An answer to "What happened?": what was read before stays, what was said of it does not. */
export function askedOf(draft: ReportDraft, question: QuestionId): ReportDraft {
  if (draft.question === question) return { ...draft, step: "proof" };
  return { ...EMPTY_DRAFT, against: draft.against, answers: draft.answers, text: draft.text, question, step: "proof" };
}

/** A bundle that came whole goes to its checks at once. */
export function givenBundle(draft: ReportDraft, bytes: Uint8Array): ReportDraft {
  return { ...draft, given: bytes, bundle: bytes, answers: [], epoch: undefined, step: "check" };
}

export function readDraft(value: unknown): ReportDraft | undefined {
  return typeof value === "object" && value !== null && "v" in value && value.v === 1
    ? (value as ReportDraft)
    : undefined;
}

/** What no two answers have in common. Total. */
export function signatureOf(exchange: Exchange): string {
  return "dsse" in exchange ? (exchange.dsse.signatures[0]?.sig ?? "") : exchange.signature;
}
