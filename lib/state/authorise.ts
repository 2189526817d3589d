/** Who may sign: one predicate for each signer role of the authority table (lib/statement/authority.ts). */
import { isUpheld } from "#lib/dispute/count-ballots.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { authorityFor, type SignerRole } from "#lib/statement/authority.ts";
import type { VoteRevealBody } from "#lib/statement/dispute-bodies.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { MemberScope } from "#lib/statement/organisation-bodies.ts";
import { controlOf, standingMembers } from "./control.ts";
import type { Consent, Member, ParticipantForm, ProviderForm } from "./forms.ts";
import { isServing } from "./governance/maintainer-forms.ts";
import {
  caseOf,
  definitionOf,
  indexOf,
  keyDigestOfDid,
  maintainerOf,
  panelOf,
  participantOf,
  proposalOf,
  providerOf,
  type StateView,
  signingKeyOf,
} from "./view.ts";

type Question = { view: StateView; statement: UnsignedStatement; at: Instant };
/** A consent: yes, as one of several that must agree. */
type Answer = "yes" | "no" | "inactive" | Consent;

/** Why no role of the table admits the signer, or who must agree with it: nobody when it acts alone. */
export function authorityOf(view: StateView, statement: UnsignedStatement, at: Instant): VoidCode | Consent[] {
  let inactive = false;
  for (const role of authorityFor(statement).signers) {
    // Only members speak in another's name, and they do nothing else by these roles.
    if (MEMBER_ROLES.has(role) !== (statement.onBehalfOf !== undefined)) continue;
    const answer = ROLES[role]({ view, statement, at });
    if (answer === "yes") return otherSides(view, statement);
    if (answer === "inactive") inactive = true;
    else if (answer !== "no") return [answer, ...otherSides(view, statement)];
  }
  return inactive ? "key-not-active" : "no-authority";
}

/** A participant whom the statement binds besides its signer, and who must agree. */
function otherSides(view: StateView, statement: UnsignedStatement): Consent[] {
  const { kind, issuer, body } = statement;
  if (kind === "vote.reveal")
    return isLoneFinding(view, statement) ? [{ of: "index-admins", needed: 1, signers: [] }] : [];
  const isLink = kind === "provider.link" && body.ended !== true;
  const linked = isLink ? providerOf(view, String(body.other))?.operator : undefined;
  const did = kind === "provider.transfer" ? String(body.to) : linked;
  const other = did === undefined || did === issuer ? undefined : participantOf(view, did);
  return other === undefined ? [] : [{ of: other.did, needed: other.threshold, signers: [] }];
}

/** Whoever decides alone that somebody is at fault, or that a machine has proven nothing, has an admin agree. */
function isLoneFinding(view: StateView, { subject, body }: UnsignedStatement): boolean {
  if (panelOf(view, subject, Number(body.round))?.size !== 1) return false;
  const { fact } = (body as VoteRevealBody).answers;
  return isUpheld(fact) || (fact === "did-not-happen" && caseOf(view, subject)?.provenAt != null);
}

const MEMBER_ROLES: ReadonlySet<SignerRole> = new Set([
  "member-keys",
  "member-disclose",
  "member-beat",
  "member-define",
  "member-answer",
]);

const ROLES: Record<SignerRole, (question: Question) => Answer> = {
  "index-statement-key": ({ view, statement }) => {
    const index = indexOf(view);
    const key = index?.keys.statement ?? statement.body.statementKey;
    return yes(statement.issuer === (index?.issuer ?? key) && statement.key === thumbprintOfDid(key as Did));
  },

  "index-admins": (question) => {
    const { view, statement } = question;
    const index = indexOf(view);
    if (index?.admins.includes(statement.issuer) !== true) return "no";
    const own = ownKey(question);
    if (own !== "yes" || index.threshold === 1) return own;
    return { of: "index-admins", needed: index.threshold, signers: [statement.issuer] };
  },

  cosigner: (question) => {
    const { view, statement } = question;
    const { consents = [] } = proposalOf(view, String(statement.body.statement)) ?? {};
    if (consents.some(({ of }) => of === "index-admins") && indexOf(view)?.admins.includes(statement.issuer) === true)
      return ownKey(question);
    return consents.some(({ of }) => of === statement.issuer) ? oneControlKey(question, statement.issuer) : "no";
  },

  "inception-key": ({ statement }) => yes(statement.issuer === statement.subject && signsItself(statement)),

  "own-control-key": (question) => controlKeys(question, question.statement.issuer),

  "control-key": (question) => {
    const { issuer, subject } = question.statement;
    return issuer === subject ? controlKeys(question, issuer) : "no";
  },

  "maintainer-control-key": (question) => {
    const maintainer = maintainerOf(question.view, question.statement.issuer);
    return maintainer !== undefined && isServing(maintainer) ? controlKeys(question, maintainer.did) : "no";
  },

  // Whether a seat is the signer's, and whether he may sit, is told apart by what he does there.
  "seated-maintainer": (question) => ROLES["maintainer-control-key"](question),

  "case-reporter": (question) => {
    const { view, statement } = question;
    return caseOf(view, statement.subject)?.reporter === statement.issuer ? ownKeys(question) : "no";
  },

  "operator-control-key": (question) => {
    const { view, statement } = question;
    const operator = statement.subject === "new" ? statement.issuer : ownerOfSubject(view, statement)?.operator;
    return statement.issuer === operator ? controlKeys(question, operator) : "no";
  },

  "publisher-control-key": (question) => {
    const { statement } = question;
    const publisher = publisherOf(question, statement.issuer);
    return statement.issuer === publisher ? controlKeys(question, publisher) : "no";
  },

  "member-keys": (question) => member(question, "keys"),
  "member-disclose": (question) => member(question, "disclose"),
  "member-beat": (question) => member(question, "beat"),
  "member-answer": (question) => member(question, "answer"),

  // A definition speaks of whoever answers by it: who may act for some providers only may not change it.
  "member-define": (question) => {
    const { statement } = question;
    const { onBehalfOf } = statement;
    if (onBehalfOf === undefined || publisherOf(question, onBehalfOf) !== onBehalfOf) return "no";
    const grant = grantOf(question, onBehalfOf, "define");
    return grant?.providers === "all" ? ownKeys(question) : "no";
  },

  "disclosure-key": ({ view, statement, at }) => {
    const key = signingKeyOf(view, statement.key);
    const issuerIsOperator = providerOf(view, statement.subject)?.operator === statement.issuer;
    if (!issuerIsOperator || key?.owner !== statement.subject || key.purpose !== "disclosure") return "no";
    // A key that an earlier operator published speaks for that operator, who may still hold it.
    if (key.participant !== statement.issuer) return "no";
    return isActiveAt(key, at) ? "yes" : "inactive";
  },

  "change-of-control": (question) => {
    const { view, statement, at } = question;
    if (statement.issuer !== statement.subject) return "no";
    const participant = controlOf(view, statement.issuer, at);
    if (participant === undefined) return "no";
    // Else a thief of the account key could veto the recovery that is to end him.
    if (participant.nextKeyDigest === null)
      return participant.recovery === null ? controlKeys(question, statement.issuer) : "no";
    return yes(isSpareOf(participant, statement));
  },

  "spare-key": (question) => {
    const owner = ownerThatSigns(question);
    return yes(owner !== undefined && isSpareOf(owner, question.statement));
  },

  "recovery-key": (question) => {
    const recoveryKey = ownerThatSigns(question)?.recoveryKey ?? null;
    const { statement } = question;
    return yes(recoveryKey !== null && reveals(statement) && statement.body.publicKey === recoveryKey);
  },

  anyone: (question) => ownKeys(question),

  "anyone-one-hour-late": ({ statement, at }) => {
    const deadline = parseInstant(String(statement.body.deadline));
    return yes(deadline !== undefined && at >= deadline + HOUR_MS && signsItself(statement));
  },
};

const yes = (condition: boolean): Answer => (condition ? "yes" : "no");

function signsItself(statement: UnsignedStatement): boolean {
  return statement.key === thumbprintOfDid(statement.issuer);
}

/** The participant that the subject is, or that operates it, when the statement is in its name. */
function ownerThatSigns({ view, statement, at }: Question): ParticipantForm | undefined {
  const { subject, issuer } = statement;
  const owner = subject.startsWith("did:") ? subject : providerOf(view, subject)?.operator;
  return owner === issuer ? controlOf(view, issuer, at) : undefined;
}

function isSpareOf({ nextKeyDigest }: ParticipantForm, statement: UnsignedStatement): boolean {
  if (nextKeyDigest === null || !reveals(statement)) return false;
  return keyDigestOfDid(statement.body.publicKey as Did) === nextKeyDigest;
}

/** The acting key stands in the body: pre-image and recovery keys are in no aggregate. */
function reveals(statement: UnsignedStatement): boolean {
  const { publicKey } = statement.body;
  return typeof publicKey === "string" && statement.key === thumbprintOfDid(publicKey as Did);
}

/** Whoever the issuer is: a participant by its control keys, anybody else by the key that it is. */
function ownKeys(question: Question): Answer {
  const { view, statement } = question;
  return participantOf(view, statement.issuer) === undefined
    ? yes(signsItself(statement))
    : controlKeys(question, statement.issuer);
}

/** As `ownKeys`, by one key alone. */
function ownKey(question: Question): "yes" | "no" | "inactive" {
  const { view, statement } = question;
  if (participantOf(view, statement.issuer) !== undefined) return oneControlKey(question, statement.issuer);
  return signsItself(statement) ? "yes" : "no";
}

/** One control key of the participant; behind a threshold it is one of several. */
function controlKeys(question: Question, did: Did): Answer {
  const one = oneControlKey(question, did);
  const threshold = participantOf(question.view, did)?.threshold ?? 1;
  if (one !== "yes" || threshold === 1) return one;
  return { of: did, needed: threshold, signers: [question.statement.key] };
}

function oneControlKey({ view, statement, at }: Question, did: Did): "yes" | "no" | "inactive" {
  const key = signingKeyOf(view, statement.key);
  if (key?.owner !== did || key.purpose !== "control") return "no";
  return isActiveAt(key, at) ? "yes" : "inactive";
}

/** The provider that the statement is about, or whose case it is about. */
function ownerOfSubject(view: StateView, { subject }: UnsignedStatement): ProviderForm | undefined {
  return providerOf(view, subject.startsWith("case_") ? (caseOf(view, subject)?.provider ?? "") : subject);
}

/** A member of the provider's operator, by the member's own keys. */
function member(question: Question, scope: MemberScope): Answer {
  const { view, statement } = question;
  const provider = ownerOfSubject(view, statement);
  if (provider === undefined || statement.onBehalfOf !== provider.operator) return "no";
  const grant = grantOf(question, provider.operator, scope);
  if (grant === undefined) return "no";
  if (grant.providers !== "all" && !grant.providers.includes(provider.id)) return "no";
  return ownKeys(question);
}

/** What the participant granted the signer, as far as it stands and holds the scope. */
function grantOf({ view, statement, at }: Question, of: Did, scope: MemberScope): Member | undefined {
  const participant = participantOf(view, of);
  const grant = participant && standingMembers(participant, at).find(({ did }) => did === statement.issuer);
  return grant?.scopes.includes(scope) === true ? grant : undefined;
}

/** Whose definition the subject is; a new one is of whoever publishes it. */
function publisherOf({ view, statement }: Question, ofNew: Did): Did | undefined {
  return statement.subject === "new" ? ofNew : definitionOf(view, statement.subject)?.publisher;
}
