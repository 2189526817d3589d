/** What a verified file says, by its kind: the verifier's own finding, one verdict, one sentence. */
import type { SplitFinding } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { ResponseFinding } from "#lib/evidence/signing/verify-response.ts";
import type { TokenFinding } from "#lib/evidence/token/prex-token.ts";
import type { Finding } from "#lib/kernel/checks.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import type { InclusionPromise } from "#lib/log/promise.ts";
import type { ReceiptFinding } from "#lib/log/receipt.ts";
import type { AggregateFinding } from "#lib/statement/aggregate-proof.ts";
import type { Definition } from "#lib/statement/definition.ts";
import type { AnswerFinding } from "#lib/statement/signed-answer.ts";
import type { StatementReceiptFinding } from "#lib/statement/verify-receipt.ts";
import type { FraudFinding } from "../fraud/judgement.ts";
import type { UnusableFile } from "./recognise-file.ts";
import type { ArchiveFinding } from "./verify-archive.ts";
import type { WholeCaseFinding } from "./verify-whole-case.ts";

/**
 * `verified`: all that had to hold holds. `tampered`: something does not, or a lie of the log is proven.
 * `equivocation`: two histories of one log. `policy-not-met`: the reader's witnesses did not sign. `incomplete`: this
 * reader lacks something (a key, the log, a fold version).
 */
export type FileVerdict = "verified" | "tampered" | "incomplete" | "equivocation" | "policy-not-met";

/** Exit codes of `touchstone verify` (docs/protocol/receipt.md). */
export const FILE_EXIT_CODES: Record<FileVerdict, number> = {
  verified: 0,
  tampered: 1,
  incomplete: 2,
  equivocation: 3,
  "policy-not-met": 4,
};

/** What the verifier of the kind says besides the checks. */
export type FileContent =
  | { readonly kind: "receipt"; readonly found: StatementReceiptFinding; readonly bytes: Uint8Array }
  | { readonly kind: "tlog-proof"; readonly found: ReceiptFinding }
  | {
      readonly kind: "checkpoint";
      readonly found: { readonly checkpoint: Checkpoint | undefined };
      readonly note: string;
    }
  | { readonly kind: "promise"; readonly found: { readonly promise: InclusionPromise | undefined } }
  | { readonly kind: "aggregate-proof"; readonly found: AggregateFinding; readonly bytes: Uint8Array }
  | { readonly kind: "fraud-proof"; readonly found: FraudFinding; readonly bytes: Uint8Array }
  | { readonly kind: "ledger-split"; readonly found: SplitFinding; readonly bytes: Uint8Array }
  /** An index's signed answer to one question. */
  | { readonly kind: "answer"; readonly found: AnswerFinding }
  /** The whole table of providers under one signature. */
  | { readonly kind: "directory"; readonly found: AnswerFinding }
  | { readonly kind: "archive"; readonly found: ArchiveFinding }
  /** A whole case, for another index or for whoever keeps it. */
  | { readonly kind: "case"; readonly found: WholeCaseFinding; readonly bytes: Uint8Array }
  /** `found` is undefined until its checks were made: see `judgeEvidence`. */
  | { readonly kind: "evidence"; readonly found: BundleFinding | undefined; readonly bytes: Uint8Array }
  | { readonly kind: "exchange"; readonly found: ResponseFinding }
  | { readonly kind: "token"; readonly found: TokenFinding }
  | { readonly kind: "definition"; readonly found: { readonly definition: Definition; readonly hash: string } }
  | { readonly kind: "unusable"; readonly found: UnusableFile };

/**
 * `ok`: every check that was made passed; of a proof of fraud, that the log is convicted. `origin`: the log that it is
 * about. `sentence`: the verdict for people. `open`: what could not be checked, in sentences.
 */
export type FileFinding = Finding & {
  readonly content: FileContent;
  readonly verdict: FileVerdict;
  readonly exitCode: number;
  readonly origin: string | undefined;
  readonly logKey: LogKey;
  readonly sentence: string;
  readonly notProven: readonly string[];
};
