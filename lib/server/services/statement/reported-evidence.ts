/** The evidence that a statement would publish, and whether it would publish a secret with it. */
import { type Bundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { answerTo, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Submission } from "#lib/statement/submission.ts";
import { refuse } from "../service-error.ts";

/** `at`: which part of the statement it is. */
export type PublicEvidence = { readonly at: number; readonly bundle: Bundle };

/** Canonical evidence begins so, whatever its file or its type is called. */
const OPENING_BRACE = 0x7b;

/** The public parts of any statement that are evidence and can be read. Total. */
export function publicEvidence({ parsed: { statement }, parts }: Submission): PublicEvidence[] {
  return (statement.parts ?? []).flatMap(({ visibility }, at) => {
    const bytes = parts[at]?.bytes;
    if (visibility !== "public" || bytes === undefined || bytes[0] !== OPENING_BRACE) return [];
    const read = parseBundle(bytes);
    return read.ok ? [{ at, bundle: read.value }] : [];
  });
}

/** The evidence of a `report.file`; undefined for any other statement. */
export function reportedEvidence({ parsed }: Submission, evidence: readonly PublicEvidence[]): Bundle | undefined {
  return parsed.statement.kind === "report.file" ? evidence.find(({ at }) => at === 0)?.bundle : undefined;
}

/**
 * What would be public for ever that its author cannot want published. A courtesy: in the log the same is a report that
 * does not hold, or an attachment that nobody runs again. Errors: `secret`.
 */
export function requireNoSecret(evidence: readonly PublicEvidence[], now: Instant): void {
  for (const { at, bundle } of evidence) {
    const [secret] = secretsOf(bundle, Math.floor(now / SECOND_MS));
    if (secret === undefined) continue;
    const because = answerTo(secret);
    const detail =
      because === undefined
        ? "This looks like a secret of yours, and evidence is public for ever."
        : `This looks like a secret, and the bundle does not say "${because}" of it.`;
    throw refuse({ code: "secret", pointer: `/parts/${at}${secret.pointer}`, detail });
  }
}
