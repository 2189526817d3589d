/** What a report's evidence is, and whether it would publish a secret. */
import { type Bundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { answerTo, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Submission } from "#lib/statement/submission.ts";
import { refuse } from "../service-error.ts";

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
