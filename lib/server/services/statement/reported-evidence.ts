/** What intake looks at in a report's evidence: whether it would publish a secret, and whether it carries a proof. */
import { type Bundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { answerTo, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { didKeyOf, publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Submission } from "#lib/statement/submission.ts";
import { refuse } from "../service-error.ts";
import type { Pool } from "./take-submission.ts";

/** The evidence of a `report.file` that can be read; undefined for any other statement. Total. */
export function reportedEvidence({ parsed, parts: [evidence] }: Submission): Bundle | undefined {
  if (parsed.statement.kind !== "report.file" || evidence === undefined) return undefined;
  const read = parseBundle(evidence.bytes);
  return read.ok ? read.value : undefined;
}

/**
 * What a report would publish for ever that its author cannot want published. A courtesy: in the log the same is a report
 * that does not hold. Errors: `secret`.
 */
export function requireNoSecret(bundle: Bundle | undefined, now: Instant): void {
  const [secret] = bundle === undefined ? [] : secretsOf(bundle, Math.floor(now / SECOND_MS));
  if (secret === undefined) return;
  const because = answerTo(secret);
  const detail =
    because === undefined
      ? "This looks like a secret of yours, and a report is public for ever."
      : `This looks like a secret, and the bundle does not say "${because}" of it.`;
  throw refuse({ code: "secret", pointer: `/parts/0${secret.pointer}`, detail });
}

/**
 * From which share of an address a statement of an unregistered key is paid (docs/adr/0101-shares-of-an-address.md).
 * `keyOf`: the public key of a thumbprint, as far as the log knows it. Total.
 */
export async function poolOf(
  { parsed: { statement } }: Submission,
  bundle: Bundle | undefined,
  keyOf: (thumbprint: string) => Promise<Uint8Array | undefined>,
): Promise<Pool> {
  if (statement.kind === "exchange.commit") return "dates";
  for (const exchange of bundle?.exchanges ?? []) {
    const { keyid } = readAnswer(exchange).parameters;
    if (keyid === undefined) continue;
    const publicKey = publicKeyOfDid(keyid) ?? (await keyOf(keyid));
    if (publicKey === undefined || didKeyOf(publicKey) === statement.issuer) continue;
    if (verifyResponse(exchange, () => publicKey, rawVerify).ok) return "proofs";
  }
  return "other";
}
