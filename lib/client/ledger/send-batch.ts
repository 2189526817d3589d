import { type BatchWords, bodyOfBatch, ROWS_MEDIA_TYPE } from "#lib/disclosure/ledger-digest/batch-body.ts";
import type { ImportRow } from "#lib/disclosure/ledger-digest/plan-import.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { composeStatement } from "#lib/statement/compose.ts";
import { buildSubmission, commitOf, type Part } from "#lib/statement/submission.ts";
import type { Signer } from "../signer.ts";
import { signStatement } from "../statements/prepare-statement.ts";
import { type SubmitOutcome, submitStatement } from "../statements/submit-statement.ts";

export type Publisher = {
  readonly signer: Signer;
  readonly origin: Origin;
  readonly issuer: Did;
  readonly provider: string;
  readonly words: BatchWords;
};

const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** Signs one batch and sends it with its part. */
export async function sendBatch(
  { signer, origin, issuer, provider, words }: Publisher,
  batch: readonly ImportRow[],
  now: Instant,
): Promise<SubmitOutcome> {
  const { body, part: bytes } = bodyOfBatch(batch, words, now);
  const parts: Part[] = bytes === undefined ? [] : [{ bytes, nonce: random(32) }];
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: ROWS_MEDIA_TYPE,
    visibility: "public" as const,
  }));
  const draft = {
    kind: "disclosure.database_ledger_digest",
    log: origin,
    issuer,
    key: signer.thumbprint,
    subject: provider,
    body,
    ...(commits.length > 0 && { parts: commits }),
  } as const;
  const statement = await signStatement(composeStatement(draft, now, random), signer);
  return submitStatement(buildSubmission(statement, parts));
}
