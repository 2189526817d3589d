/** What the signed parts of a bundle say together: who signed, when, under which definition, and since when the log knows. */
import { base64Decode } from "#lib/kernel/base.ts";
import { didKeyOf, publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { asInstant, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { LogPlace } from "#lib/keys/weight.ts";
import type { ExchangeCommitBody } from "#lib/statement/evidence-bodies.ts";
import { type StatementTrust, verifyStatementReceiptRead } from "#lib/statement/verify-receipt.ts";
import type { Bundle, Written } from "../bundle/bundle.ts";
import { receiptIn } from "../bundle/receipt-in.ts";
import type { Exchange } from "../exchange.ts";
import { type BatchPlace, covers, exchangeHashOf } from "../exchange-record.ts";
import { keyAmong, type ResponseFinding, verifyResponse } from "../signing/verify-response.ts";
import { readToken, splitToken } from "../token/prex-token.ts";

export type Signed = {
  /** One for each exchange. */
  readonly findings: readonly ResponseFinding[];
  /** Undefined when the exchanges were signed by several keys, or by none that is known. */
  readonly signer: Did | undefined;
  /** The latest of the exchanges' own times, and the earliest: each answer must have been a promise when it was given. */
  readonly createdAt: Instant | undefined;
  readonly firstCreatedAt: Instant | undefined;
  /** The entry by which all exchanges were fixed; undefined: none that this checker can verify. */
  readonly committed: LogPlace | undefined;
  /** The first receipt of `time` that does not hold, as a pointer; `isOpen`: for want of the log's key only. */
  readonly badReceipt: { readonly pointer: string; readonly isOpen: boolean } | undefined;
  /** The definition that all exchanges name in their signed bytes. */
  readonly definition: string | undefined;
};

export function readSigned(bundle: Bundle, trust: StatementTrust, written?: Written): Signed {
  const keys = [...bundle.keys.map(({ publicKey }) => publicKey), bundle.subject.provider]
    .map((text) => publicKeyOfDid(text))
    .filter((key) => key !== undefined);
  const findings = bundle.exchanges.map((exchange) => verifyResponse(exchange, keyAmong(keys), trust.raw));
  const times = findings.map(({ answer }) => answer.parameters.created);
  const isDated = times.length > 0 && times.every((time) => time !== undefined);
  const publicKey = only(findings.map((finding) => finding.publicKey && didKeyOf(finding.publicKey)));
  return {
    findings,
    signer: publicKey ?? tokenIssuer(bundle),
    createdAt: isDated ? asInstant(Math.max(...times) * SECOND_MS) : undefined,
    firstCreatedAt: isDated ? asInstant(Math.min(...times) * SECOND_MS) : undefined,
    definition: only(findings.map(({ answer }) => answer.heads?.response.definition)),
    ...commitsOf(bundle, trust, written),
  };
}

/** The one value of the list; undefined when there are several, or none. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  const distinct = new Set(values);
  return distinct.size === 1 ? values[0] : undefined;
}

/** Who answers for a claim about tokens: the instance that issued them. */
function tokenIssuer({ claim }: Bundle): Did | undefined {
  if (claim.kind !== "token-misuse") return undefined;
  const [compact = ""] = (claim.params as { tokens: readonly string[] }).tokens;
  const parts = splitToken(compact);
  return parts === undefined ? undefined : readToken(parts).claims?.iss;
}

type Commit = { readonly body: ExchangeCommitBody; readonly batch: BatchPlace | undefined; readonly place: LogPlace };

/** Each exchange counts from its earliest commitment, all together from the last of these. */
function commitsOf(bundle: Bundle, trust: StatementTrust, written?: Written): Pick<Signed, "committed" | "badReceipt"> {
  const commits: Commit[] = [];
  let badReceipt: Signed["badReceipt"];
  for (const [at, { receipt, batch }] of bundle.time.entries()) {
    const { ok, checks, parsed, loggedAt, index } = verifyStatementReceiptRead(receiptIn(receipt), trust);
    // Whoever invents a log dates it as he likes: only a log whose key is known says when.
    const isOfLog = checks.some(({ name, outcome }) => name === "log-signature" && outcome === "pass");
    const isCommit = parsed?.statement.kind === "exchange.commit";
    if (!ok || !isOfLog || !isCommit || loggedAt === undefined || index === undefined) {
      badReceipt ??= { pointer: `/time/${at}/receipt`, isOpen: ok && isCommit && !isOfLog };
      continue;
    }
    const place = { index, at: loggedAt } as LogPlace;
    commits.push({ body: parsed.statement.body as ExchangeCommitBody, batch: batch && placeOf(batch), place });
  }
  if (commits.length === 0) return { committed: undefined, badReceipt };
  const places = bundle.exchanges.map((exchange) => {
    const hash = hashOf(exchange, written);
    return commits
      .filter(({ body, batch }) => covers(body, hash, batch))
      .map(({ place }) => place)
      .sort((a, b) => a.index - b.index)[0];
  });
  const found = places.filter((place) => place !== undefined);
  const isWhole = found.length === bundle.exchanges.length;
  return { committed: isWhole ? found.sort((a, b) => b.index - a.index)[0] : undefined, badReceipt };
}

function hashOf(exchange: Exchange, written: Written | undefined): Hash {
  const place = written?.places.objects.get(exchange as unknown as JsonObject);
  if (written === undefined || place === undefined) return exchangeHashOf(exchange);
  return sha256(written.bytes.subarray(place.from, place.to));
}

function placeOf({ position, proof }: { position: number; proof: readonly string[] }): BatchPlace {
  return { position, proof: proof.map((hash) => base64Decode(hash) ?? new Uint8Array()) };
}
