/**
 * Fixes in the log that an answer existed now, before anybody has looked at it: its hash alone, signed with a key that is
 * made for this and forgotten. What is reported later has a date that nobody can doubt (docs/protocol/evidence.md, "Time").
 */
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import { commitBodyOf, exchangeHashOf } from "#lib/evidence/exchange-record.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import type { ApiReader } from "../evidence/api-reader.ts";
import { type Signer, signerOfSeed } from "../signer.ts";
import { prepareStatement, signStatement } from "../statements/prepare-statement.ts";
import { findReceipt, submitStatement } from "../statements/submit-statement.ts";

/** A place in `time` of a bundle. */
export type Fixed = Bundle["time"][number];

export type FixOutcome =
  | { readonly status: "fixed"; readonly fixed: Fixed; readonly entry: number }
  /** The answer is as good a proof without; only its date can be doubted. */
  | { readonly status: "undated"; readonly words: string };

type Means = {
  readonly site: Pick<ApiReader, "log">;
  readonly random: Random;
  readonly clock: Clock;
  readonly subtle: SubtleCrypto;
};

const ASK_AGAIN_MS = 1_000;
const ASKED_MOST = 30;

/** Never rejects: without a date the answer is kept all the same. */
export async function fixDate(exchange: Exchange, means: Means): Promise<FixOutcome> {
  try {
    return await commit(exchange, means);
  } catch {
    return undated("The index could not be reached.");
  }
}

const undated = (words: string): FixOutcome => ({ status: "undated", words });

async function commit(exchange: Exchange, { site, random, clock, subtle }: Means): Promise<FixOutcome> {
  const { origin, key: logKey } = await site.log();
  const signer: Signer = await signerOfSeed(random(32), subtle);
  const now = clock();
  const unsigned = prepareStatement(
    {
      kind: "exchange.commit",
      log: origin as Origin,
      issuer: signer.did,
      key: signer.thumbprint,
      subject: "none",
      body: { ...commitBodyOf([exchangeHashOf(exchange)]) },
    },
    // The log dates it; what is signed tells no more than the hour.
    { id: base64UrlEncode(random(16)), issuedAt: formatInstant(asInstant(now - (now % HOUR_MS))) },
  );
  const hash = statementHash(unsigned);
  const sent = await submitStatement(await signStatement(unsigned, signer));
  if (sent.status === "offline") return undated("The index could not be reached.");
  if (sent.status === "later") return undated(sent.detail);
  if (sent.status === "refused") return undated(sent.problem.detail ?? sent.problem.title);
  const receipt = sent.status === "recorded" ? sent.receipt : await receiptOf(hash);
  if (receipt === undefined) return undated("The index promised to record it, and has not done so yet.");
  const found = verifyStatementReceipt(canonicalBytes({ ...receipt } as JsonObject), { logVkey: vkeyOf(logKey) });
  if (!found.ok || found.parsed?.hash !== hash) return undated("The index gave a receipt that does not hold.");
  return { status: "fixed", fixed: { receipt: { ...receipt } }, entry: receipt.index };
}

async function receiptOf(hash: string): Promise<ReceiptDocument | undefined> {
  for (let asked = 0; asked < ASKED_MOST; asked++) {
    const found = await findReceipt(hash);
    if (found !== undefined) return found.receipt;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  return undefined;
}
