/** What parties say in a case, as statements to be signed: kind, body and parts of each act. Pure. */

import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { WHOLE_CASE_MEDIA_TYPE } from "#lib/state/files/whole-case.ts";
import { CASE_EVIDENCE_TEMPLATE } from "#lib/statement/dispute-bodies.ts";
import type { AppealGround, CaseEvidenceClass, Ground } from "#lib/statement/dispute-words.ts";
import { STATEMENT_MAX_BYTES } from "#lib/statement/envelope.ts";
import { KINDS, type Kind } from "#lib/statement/kinds.ts";
import { PARTS_MAX_BYTES } from "#lib/statement/submission.ts";
import type { PublicPart } from "../statements/prepare-statement.ts";

/** A file that becomes public with the statement. Its name stays here. */
export type PublicFile = PublicPart & { readonly name: string };

export type CasePlan = {
  readonly kind: Kind;
  readonly subject: string;
  readonly body: JsonObject;
  readonly parts: readonly PublicFile[];
};

/** Of a body beside envelope, commitments and signature. */
const BODY_MAX_BYTES = STATEMENT_MAX_BYTES - 2_048;

const NO_FILES: readonly PublicFile[] = [];

/** `drawSecret`: 32 bytes, of which only the commitment is said now. */
export function planContest(
  subject: string,
  {
    ground,
    statement,
    drawSecret,
    files = NO_FILES,
  }: {
    readonly ground: Ground | null;
    readonly statement: string;
    readonly drawSecret: Uint8Array;
    readonly files?: readonly PublicFile[];
  },
): CasePlan {
  const body = { type: "contest", ground, statement: tidy(statement), drawShare: commitOfShare(drawSecret) };
  return { kind: "response.file", subject, body, parts: files };
}

export function planExtension(subject: string, reason: string): CasePlan {
  return { kind: "response.file", subject, body: { type: "extension", reason: tidyLine(reason) }, parts: NO_FILES };
}

export function planAdmission(subject: string, statement: string, files: readonly PublicFile[] = NO_FILES): CasePlan {
  return { kind: "response.file", subject, body: { type: "admission", statement: tidy(statement) }, parts: files };
}

export function planEvidence(
  subject: string,
  {
    label,
    statement,
    says,
    files = NO_FILES,
  }: {
    readonly label: string;
    readonly statement: string;
    /** What it is, as whoever attaches it says. */
    readonly says: CaseEvidenceClass;
    readonly files?: readonly PublicFile[];
  },
): CasePlan {
  const body = {
    template: CASE_EVIDENCE_TEMPLATE,
    label: tidyLine(label),
    class: says,
    statement: tidy(statement),
  };
  return { kind: "evidence.attach", subject, body, parts: files };
}

export function planWithdrawal(subject: string, reason: string): CasePlan {
  return { kind: "report.withdraw", subject, body: { reason: tidyLine(reason) }, parts: NO_FILES };
}

/** `share`: the 32 bytes of the round that is drawn. */
export function planReveal(subject: string, share: Uint8Array): CasePlan {
  return { kind: "draw.reveal", subject, body: { share: hexEncode(share) }, parts: NO_FILES };
}

export function planAppeal(
  subject: string,
  {
    ground,
    statement,
    files = NO_FILES,
  }: {
    readonly ground: AppealGround;
    readonly statement: string;
    readonly files?: readonly PublicFile[];
  },
): CasePlan {
  return { kind: "appeal.file", subject, body: { ground, statement: tidy(statement) }, parts: files };
}

/** NFC, without the spaces and the carriage returns that forms leave. */
function tidy(text: string): string {
  return normalForm(text, "NFC").replaceAll("\r\n", "\n").trim();
}

function tidyLine(text: string): string {
  return normalForm(text, "NFC").replaceAll(/\s+/g, " ").trim();
}

export type PlanProblem = { readonly field: string; readonly words: string };

/** Why it cannot be signed as it is; empty: it can. The same schema as the index asks. */
export function problemsOf({ kind, body, parts }: CasePlan): PlanProblem[] {
  const parsed = KINDS[kind].body.safeParse(body);
  const ofBody = parsed.success
    ? []
    : parsed.error.issues.map(({ path, code, message }) => ({
        field: path.join("."),
        // Of a choice the schema would name its codes.
        words: code === "invalid_value" ? "Choose one of these." : message,
      }));
  const bytes = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const tooMuch = `The files have ${bytes.toLocaleString("en")} bytes together; one statement takes ${PARTS_MAX_BYTES.toLocaleString("en")}.`;
  const tooLong =
    canonicalBytes(body).length > BODY_MAX_BYTES
      ? [
          {
            field: "statement",
            words: "Too long for one statement in this script: shorten it, or attach the rest as a file.",
          },
        ]
      : [];
  return [...ofBody, ...tooLong, ...(bytes > PARTS_MAX_BYTES ? [{ field: "files", words: tooMuch }] : [])];
}

const MEDIA_TYPE = /^[a-z0-9][a-z0-9.+-]{0,62}\/[a-z0-9][a-z0-9.+-]{0,62}$/;

/** A file as a public part under a fresh nonce; a case of another index by its name. A media type that no statement can carry is said as bytes. */
export function publicFile(
  { name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
  random: Random,
): PublicFile {
  const known = name.endsWith(".whole-case.json") ? WHOLE_CASE_MEDIA_TYPE : type;
  const mediaType = MEDIA_TYPE.test(known) ? known : "application/octet-stream";
  return { name, mediaType, bytes, nonce: random(32) };
}
