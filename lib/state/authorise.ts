/** Who may sign: one predicate for each signer role of the authority table (lib/statement/authority.ts). */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { authorityFor, type SignerRole } from "#lib/statement/authority.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { controlOf } from "./control.ts";
import { indexOf, keyDigestOfDid, participantOf, providerOf, type StateView, signingKeyOf } from "./view.ts";

type Question = { view: StateView; statement: UnsignedStatement; at: Instant };
type Answer = "yes" | "no" | "inactive";

/** Undefined when some role of the table admits the signer; else why not. */
export function refusedSigner(view: StateView, statement: UnsignedStatement, at: Instant): VoidCode | undefined {
  // Members come with member.grant; until then nobody acts on behalf of another.
  if (statement.onBehalfOf !== undefined) return "no-authority";
  let inactive = false;
  for (const role of authorityFor(statement).signers) {
    const answer = ROLES[role]({ view, statement, at });
    if (answer === "yes") return undefined;
    if (answer === "inactive") inactive = true;
  }
  return inactive ? "key-not-active" : "no-authority";
}

const ROLES: Record<SignerRole, (question: Question) => Answer> = {
  "index-statement-key": ({ view, statement }) => {
    const index = indexOf(view);
    const key = index?.keys.statement ?? statement.body.statementKey;
    return yes(statement.issuer === (index?.issuer ?? key) && statement.key === thumbprintOfDid(key as Did));
  },

  "index-admins": (question) => {
    const { view, statement, at } = question;
    if (indexOf(view)?.admins.includes(statement.issuer) !== true) return "no";
    if (participantOf(view, statement.issuer) === undefined) return yes(signsItself(statement));
    return controlKey(view, statement, statement.issuer, at);
  },

  "inception-key": ({ statement }) => yes(statement.issuer === statement.subject && signsItself(statement)),

  "control-key": ({ view, statement, at }) =>
    statement.issuer === statement.subject ? controlKey(view, statement, statement.issuer, at) : "no",

  "operator-control-key": ({ view, statement, at }) => {
    const operator = statement.subject === "new" ? statement.issuer : providerOf(view, statement.subject)?.operator;
    return statement.issuer === operator ? controlKey(view, statement, operator, at) : "no";
  },

  "disclosure-key": ({ view, statement, at }) => {
    const key = signingKeyOf(view, statement.key);
    const issuerIsOperator = providerOf(view, statement.subject)?.operator === statement.issuer;
    if (!issuerIsOperator || key?.owner !== statement.subject || key.purpose !== "disclosure") return "no";
    return isActiveAt(key, at) ? "yes" : "inactive";
  },

  "change-of-control": ({ view, statement, at }) => {
    if (statement.issuer !== statement.subject) return "no";
    const participant = controlOf(view, statement.issuer, at);
    if (participant === undefined) return "no";
    // Else a thief of the account key could veto the recovery that is to end him.
    if (participant.nextKeyDigest === null)
      return participant.recovery === null ? controlKey(view, statement, statement.issuer, at) : "no";
    return yes(reveals(statement) && keyDigestOfDid(statement.body.publicKey as Did) === participant.nextKeyDigest);
  },

  "recovery-key": ({ view, statement }) => {
    const owner = statement.subject.startsWith("did:")
      ? statement.subject
      : providerOf(view, statement.subject)?.operator;
    if (owner === undefined || statement.issuer !== owner) return "no";
    const recoveryKey = participantOf(view, owner)?.recoveryKey ?? null;
    return yes(recoveryKey !== null && reveals(statement) && statement.body.publicKey === recoveryKey);
  },

  anyone: ({ view, statement, at }) =>
    participantOf(view, statement.issuer) === undefined
      ? yes(signsItself(statement))
      : controlKey(view, statement, statement.issuer, at),

  "anyone-one-hour-late": ({ statement, at }) => {
    const deadline = parseInstant(String(statement.body.deadline));
    return yes(deadline !== undefined && at >= deadline + HOUR_MS && signsItself(statement));
  },
};

const yes = (condition: boolean): Answer => (condition ? "yes" : "no");

function signsItself(statement: UnsignedStatement): boolean {
  return statement.key === thumbprintOfDid(statement.issuer);
}

/** The acting key stands in the body: pre-image and recovery keys are in no aggregate. */
function reveals(statement: UnsignedStatement): boolean {
  const { publicKey } = statement.body;
  return typeof publicKey === "string" && statement.key === thumbprintOfDid(publicKey as Did);
}

function controlKey(view: StateView, statement: UnsignedStatement, did: Did, at: Instant): Answer {
  const key = signingKeyOf(view, statement.key);
  if (key?.owner !== did || key.purpose !== "control") return "no";
  return isActiveAt(key, at) ? "yes" : "inactive";
}
