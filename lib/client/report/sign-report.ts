/** The statement of a report, its one part, and the bytes to send. */
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { type PartCommit, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { buildSubmission, commitOf, type Part } from "#lib/statement/submission.ts";
import type { Signer } from "../signer.ts";
import type { OutboxItem } from "../statements/outbox.ts";
import { signStatement } from "../statements/prepare-statement.ts";

/** The longest time that a report waits in the browser when its author wants nobody to see when they were here. */
const LONGEST_DELAY_MS = 6 * HOUR_MS;

/** How long this one waits: each time up to the longest is as likely, to the ms. */
export function delayByChance(random: Random): number {
  // 48 bits: the remainder favours no time by more than one in ten million.
  const dice = random(6).reduce((sum, byte) => sum * 256 + byte, 0);
  return dice % (LONGEST_DELAY_MS + 1);
}

/** What is signed and sent, fixed when it is shown, so that the bytes shown are the bytes filed. */
export type PreparedReport = { readonly unsigned: UnsignedStatement; readonly part: Part };

/**
 * `issuer`: whose name stands under it: an account, or the key of this case alone. The time of a case key is floored to the
 * hour, so that it cannot be matched with when somebody was seen online; `now` is when it will be sent, since an earlier hour
 * would tell what a delay hides. `drawSecret`: 32 random bytes.
 */
export function prepareReport(
  { claim, subject }: Pick<Bundle, "claim" | "subject">,
  bytes: Uint8Array,
  given: {
    readonly log: Origin;
    readonly signer: Pick<Signer, "thumbprint">;
    readonly issuer: Did;
    readonly isCaseKey: boolean;
    readonly drawSecret: Uint8Array;
    readonly now: Instant;
    readonly random: Random;
  },
): PreparedReport {
  const { log, signer, issuer, isCaseKey, drawSecret, now, random } = given;
  const part: Part = { bytes, nonce: random(32) };
  const commit: PartCommit = {
    commit: commitOf(part),
    bytes: bytes.length,
    mediaType: EVIDENCE_MEDIA_TYPE,
    visibility: "public",
  };
  const unsigned: UnsignedStatement = {
    v: 1,
    kind: "report.file",
    log,
    id: base64UrlEncode(random(16)),
    issuedAt: formatInstant(isCaseKey ? asInstant(now - (now % HOUR_MS)) : now),
    issuer,
    key: signer.thumbprint,
    subject: subject.provider,
    body: { template: REPORT_TEMPLATE, claim: claim.kind, drawShare: commitOfShare(drawSecret) },
    parts: [commit],
  };
  return { unsigned, part };
}

/** Signed, as it is kept until it is recorded. The item's bytes are the whole submission. */
export async function signReport({ unsigned, part }: PreparedReport, signer: Signer): Promise<OutboxItem> {
  const bytes = buildSubmission(await signStatement(unsigned, signer), [part]);
  const { kind, subject, issuer, issuedAt } = unsigned;
  return { hash: statementHash(unsigned), kind, subject, issuer, bytes, signedAt: issuedAt, promise: undefined };
}
