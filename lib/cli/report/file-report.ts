/** Files a report: a key made for this case alone, everything kept before it is sent, and the receipt or promise after. */
import { randomBytes } from "node:crypto";
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { type CaseId, caseIdOf, type Origin } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { composeStatement, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { buildSubmission, commitOf, type Part, parseSubmission } from "#lib/statement/submission.ts";
import { IncompleteError, type Io } from "../command.ts";
import { openKey, saveKey } from "../key-ring.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendPatiently } from "../send-patiently.ts";
import { RefusedError, type Sent, sendStatement } from "../send-statement.ts";
import { findCase, type KeptCase, keepCase } from "./case-box.ts";
import type { CheckedReport } from "./check-report.ts";
import { dropUnsent, keepUnsent } from "./unsent.ts";

export type Filed = {
  readonly case: CaseId;
  /** The file in `$TOUCHSTONE_HOME/cases`. */
  readonly kept: string;
  /** The entry, or the file of the promise. */
  readonly index?: number;
  readonly promise?: string;
};

const SECRET_BYTES = 32;

/**
 * `key`: label of a key of one's own; left out, one is made for this case, and the time of signing is floored to the hour,
 * so that it tells nothing of who signs. Errors: `RefusedError`, `IncompleteError`; the case is kept then as well, and
 * its bytes until an index has answered them for good ({@link sendAgain}); then it is an `UnsentError`.
 */
export async function fileReport(
  { bundle, bytes, finding }: CheckedReport,
  { remote, key, io }: { readonly remote: RemoteIndex; readonly key?: string | undefined; readonly io: Io },
): Promise<Filed> {
  const { origin } = await remote.describe();
  const signer = key === undefined ? identityOfSeed(randomBytes(SECRET_BYTES)) : await openKey(io.env, key);
  const drawSecret = randomBytes(SECRET_BYTES);
  const part: Part = { bytes, nonce: randomBytes(SECRET_BYTES) };
  const nowMs = await remote.now();
  const unsigned = composeStatement(
    {
      kind: "report.file",
      log: origin as Origin,
      issuer: signer.did,
      key: signer.thumbprint,
      subject: bundle.subject.provider,
      body: { template: REPORT_TEMPLATE, claim: bundle.claim.kind, drawShare: commitOfShare(drawSecret) },
      parts: [
        { commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility: "public" as const },
      ],
    },
    asInstant(key === undefined ? nowMs - (nowMs % HOUR_MS) : nowMs),
    (count) => randomBytes(count),
  );
  const hash = statementHash(unsigned);
  const id = caseIdOf(hash);
  const label = key ?? `case-${hash.slice(0, 16)}`;
  if (key === undefined) await saveKey(io.env, label, signer.seed, "report");
  const kept: KeptCase = {
    type: "touchstone-filed-report/v1",
    url: remote.address,
    log: origin,
    case: id,
    statement: hash,
    provider: bundle.subject.provider,
    claim: bundle.claim.kind,
    fault: finding.fault?.id ?? null,
    group: finding.fault?.group ?? null,
    key: label,
    drawSecret: base64UrlEncode(drawSecret),
    preparedAt: formatInstant(asInstant(nowMs)),
    filedIn: null,
    promise: null,
  };
  const file = keepCase(io.env, kept);
  const statement = signStatement(unsigned, signer.seed);
  keepUnsent(io.env, id, {
    url: remote.address,
    what: "submission",
    name: id,
    bytes: buildSubmission(statement, [part]),
  });
  const sent = sendPatiently(() => sendStatement(remote, statement, io, [part]), io);
  return { case: id, kept: file, ...settle(io.env, kept, await sent.catch((error) => keptOrRefused(error, id, io))) };
}

/** Sends the bytes of a report that was signed before. Errors: as {@link fileReport}. */
export async function sendAgain(
  { id, bytes }: { readonly id: string; readonly bytes: Uint8Array },
  { remote, io }: { readonly remote: RemoteIndex; readonly io: Io },
): Promise<Filed> {
  const kept = findCase(io.env, id);
  const submission = parseSubmission(bytes);
  if (kept === undefined || !submission.ok) {
    dropUnsent(io.env, id);
    throw new IncompleteError(`${id} cannot be sent again: what was kept of it cannot be read.`);
  }
  const { parsed, parts } = submission.value;
  const sent = await sendStatement(remote, parsed.bytes, io, parts).catch((error) => keptOrRefused(error, id, io));
  return { case: kept.case as CaseId, kept: keepCase(io.env, kept), ...settle(io.env, kept, sent) };
}

/** Refusals after which the same bytes can still do. */
const LATER: ReadonlySet<string> = new Set(["unavailable", "rate-limited", "budget"]);

/** Signed and kept, and nobody knows whether the index has it: {@link sendAgain} finds out. */
export class UnsentError extends IncompleteError {
  readonly case: string;

  constructor(id: string, message: string) {
    super(message);
    this.case = id;
  }
}

function keptOrRefused(error: unknown, id: string, { env }: Io): never {
  const isFinal = error instanceof RefusedError && !LATER.has(error.code);
  if (isFinal) dropUnsent(env, id);
  if (isFinal || !(error instanceof IncompleteError)) throw error;
  throw new UnsentError(id, `${error.message} It is kept: "touchstone report send" sends it again.`);
}

function settle(env: Io["env"], kept: KeptCase, sent: Sent): Pick<Filed, "index" | "promise"> {
  dropUnsent(env, kept.case);
  if ("kept" in sent) {
    keepCase(env, { ...kept, promise: sent.kept.path });
    return { promise: sent.kept.path };
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): no case was opened.`);
  keepCase(env, { ...kept, filedIn: sent.index });
  return { index: sent.index };
}
