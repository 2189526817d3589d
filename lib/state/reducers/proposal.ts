/**
 * Acts that need several keys: one proposal, then `cosign` entries. The act takes effect at the entry that completes it,
 * within 7 days, by the state and the time of that entry.
 */
import type { z } from "zod";
import type { Did } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { cosignBody } from "#lib/statement/organisation-bodies.ts";
import { authorityOf } from "../authorise.ts";
import { isOfASide } from "../case/standing.ts";
import { signingControlKeys } from "../control.ts";
import {
  type AggregateKey,
  type Consent,
  type Form,
  PROPOSAL_LIFE_MS,
  type ProposalForm,
  proposalKey,
} from "../forms.ts";
import type { Entry, Reducer, Writes } from "../reducer.ts";
import { caseOf, indexOf, participantOf, proposalOf, type StateView } from "../view.ts";

/** Whether the act has all the signatures that it needs, by keys that still sign. */
export function isCarried(view: StateView, consents: readonly Consent[], at: Instant): boolean {
  return consents.every((consent) => missingConsent(view, consent, at) === 0);
}

/** Signatures that a consent still lacks: a key that ended since, or a threshold that was raised, counts. */
export function missingConsent(view: StateView, { of, needed, signers }: Consent, at: Instant): number {
  if (of === "index-admins") {
    const index = indexOf(view);
    const standing = signers.filter((did) => index?.admins.some((admin) => admin === did) === true);
    return Math.max(0, Math.max(needed, index?.threshold ?? 1) - standing.length);
  }
  const participant = participantOf(view, of);
  const keys = participant === undefined ? [] : signingControlKeys(view, participant, at);
  const standing = signers.filter((thumbprint) => keys.some((key) => key.thumbprint === thumbprint));
  return Math.max(0, Math.max(needed, participant?.threshold ?? 1) - standing.length);
}

/** Writes the proposal; what it proposes changes nothing yet. */
export function propose({ index, loggedAt, statement, hash }: Entry, consents: Consent[]): Writes {
  const form: ProposalForm = {
    aggregate: "proposal",
    statement: hash,
    kind: statement.kind,
    issuer: statement.issuer,
    subject: statement.subject,
    proposedIn: index,
    proposedAt: formatInstant(loggedAt),
    lapsesAt: formatInstant(addMs(loggedAt, PROPOSAL_LIFE_MS)),
    consents,
    state: "open",
    carriedIn: null,
    proposed: withoutSignature(statement),
  };
  return new Map([[proposalKey(hash), form]]);
}

/** cosign, given how an act is carried out by its own rules. */
export function cosignWith(carry: (view: StateView, act: Entry) => Writes | VoidCode): Reducer {
  return (view, entry) => {
    const { index, loggedAt, statement } = entry;
    const body = statement.body as z.infer<typeof cosignBody>;
    const before = proposalOf(view, body.statement);
    if (before === undefined || statement.subject !== `stmt:${body.statement}`) return "unknown-subject";
    const lapsesAt = parseInstant(before.lapsesAt);
    if (before.state === "carried") return "already-recorded";
    if (before.proposed === null || lapsesAt === undefined || loggedAt >= lapsesAt) return "threshold-lapsed";
    const at = before.consents.findIndex(({ of }) => of === "index-admins" || of === statement.issuer);
    const consent = before.consents[at];
    if (consent === undefined) return "guard";
    const signer = consent.of === "index-admins" ? statement.issuer : statement.key;
    if (consent.signers.includes(signer)) return "already-recorded";
    if (consent.of === "index-admins" && isOwnAct(view, before, statement.issuer, loggedAt)) return "conflicted";
    const consents = before.consents.with(at, { ...consent, signers: [...consent.signers, signer] });
    if (!isCarried(view, consents, loggedAt)) return new Map([[proposalKey(body.statement), { ...before, consents }]]);
    // The proposer's right may have ended since, or a recovery that forbids the act may have been announced.
    const authority = authorityOf(view, before.proposed, loggedAt);
    if (typeof authority === "string") return authority;
    const act: Entry = { ...entry, statement: before.proposed, hash: before.statement, statedIn: before.proposedIn };
    const done = carry(view, act);
    if (typeof done === "string") return done;
    const carried: ProposalForm = { ...before, consents, state: "carried", carriedIn: index, proposed: null };
    return new Map<AggregateKey, Form>([...done, [proposalKey(body.statement), carried]]);
  };
}

/** Whoever votes alone does not agree with himself, and neither side decides its own case, nor who speaks for it. */
function isOwnAct(view: StateView, { kind, issuer, subject }: ProposalForm, admin: Did, at: Instant): boolean {
  const form = kind === "vote.reveal" ? caseOf(view, subject) : undefined;
  return form !== undefined && (admin === issuer || isOfASide(view, form, admin, at));
}

/** What a form keeps of a statement: everything that its hash covers. */
function withoutSignature(statement: UnsignedStatement): UnsignedStatement {
  const { signature: _, ...unsigned } = statement as UnsignedStatement & { signature?: string };
  return unsigned;
}
