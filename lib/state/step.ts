/**
 * The fold: what one entry does to the state. Pure and total. An entry is effective, or void for the first rule that it
 * breaks, in this order: time of issue, subject, authority, predecessor, then the kind's own guards.
 */
import { HOUR_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { isKind, type Kind } from "#lib/statement/kinds.ts";
import { authorityOf } from "./authorise.ts";
import type { AggregateKey, Form } from "./forms.ts";
import { recordOf } from "./record.ts";
import type { Effect, Entry, Reducer, Writes } from "./reducer.ts";
import { answerReport, fileAppeal, withdrawReport } from "./reducers/answer.ts";
import { attachEvidence } from "./reducers/attest.ts";
import { attachToCase } from "./reducers/case-evidence.ts";
import { recordTransition } from "./reducers/clock.ts";
import { admitDefinition, publishDefinition, withdrawDefinition } from "./reducers/definition.ts";
import { disclosureReducers } from "./reducers/disclosure.ts";
import { drawCase, revealShare } from "./reducers/draw.ts";
import { commitExchange } from "./reducers/exchange-commit.ts";
import { changeIndexKeys, foundIndex } from "./reducers/index-keys.ts";
import { addKey, retireKey, revokeKey } from "./reducers/key.ts";
import { flagKeyOf } from "./reducers/key-flag.ts";
import { acceptMaintaining, appointMaintainer, removeMaintainer, stateInterests } from "./reducers/maintainer.ts";
import { grantMember, revokeMember, withUse } from "./reducers/member.ts";
import { activateModel, announceModel } from "./reducers/model.ts";
import { observe } from "./reducers/observation.ts";
import { declineSeat, openBallot, recuseSeat, sealBallot, takeSeat, withOffer } from "./reducers/panel.ts";
import { registerParticipant, updateParticipant } from "./reducers/participant.ts";
import { recordAccusation } from "./reducers/peer.ts";
import { activatePolicy, announcePolicy } from "./reducers/policy.ts";
import { cosignWith, isCarried, propose } from "./reducers/proposal.ts";
import { claimProvider, registerProvider, updateProvider } from "./reducers/provider.ts";
import { linkProviders, transferProvider } from "./reducers/provider-sides.ts";
import { recoverControl } from "./reducers/recovery.ts";
import { fileReport } from "./reducers/report.ts";
import { recordRuling, reopenCase } from "./reducers/ruling.ts";
import { recordCheck } from "./reducers/solvency-check.ts";
import { recordStateRoot } from "./reducers/state-root.ts";
import { recordVerdict } from "./reducers/verdict.ts";
import { withholdPart } from "./reducers/withheld.ts";
import { lastInSlot } from "./slot.ts";
import { caseOf, definitionOf, indexOf, participantOf, proposalOf, providerOf, type StateView } from "./view.ts";

const REDUCERS: Record<Kind, Reducer> = {
  "index.genesis": foundIndex,
  "index.key": changeIndexKeys,
  "participant.register": registerParticipant,
  "participant.update": updateParticipant,
  "member.grant": grantMember,
  "member.revoke": revokeMember,
  cosign: cosignWith(carryOut),
  "provider.register": registerProvider,
  "provider.update": updateProvider,
  "provider.claim": claimProvider,
  "provider.transfer": transferProvider,
  "provider.link": linkProviders,
  "key.add": addKey,
  "key.revoke": revokeKey,
  "key.retire": retireKey,
  "key.recover": recoverControl,
  "definition.publish": publishDefinition,
  "definition.admit": admitDefinition,
  "definition.withdraw": withdrawDefinition,
  ...disclosureReducers(),
  "clock.record": recordTransition,
  "state.root": recordStateRoot,
  "peer.observation": observe,
  "fraud.proof": recordAccusation,
  "solvency.check": recordCheck,
  "exchange.commit": commitExchange,
  "report.file": fileReport,
  "evidence.attach": (view, entry) =>
    (entry.statement.subject.startsWith("case_") ? attachToCase : attachEvidence)(view, entry),
  "response.file": answerReport,
  "report.withdraw": withdrawReport,
  "draw.reveal": revealShare,
  "case.draw": drawCase,
  "panel.accept": takeSeat,
  "panel.decline": declineSeat,
  "panel.recuse": recuseSeat,
  "vote.commit": sealBallot,
  "vote.reveal": openBallot,
  ruling: recordRuling,
  "appeal.file": fileAppeal,
  "case.reopen": reopenCase,
  verdict: recordVerdict,
  "model.announce": announceModel,
  "model.activate": activateModel,
  "policy.announce": announcePolicy,
  "policy.activate": activatePolicy,
  "maintainer.appoint": appointMaintainer,
  "maintainer.accept": acceptMaintaining,
  "maintainer.interests": stateInterests,
  "maintainer.remove": removeMaintainer,
  "key.flag": flagKeyOf,
  "part.withheld": withholdPart,
};

const NOTHING: Writes = new Map();

export type Stepped = { effect: Effect; writes: Writes };

/** All that the entry changes. */
export function step(view: StateView, entry: Entry): Stepped {
  const stepped = stepAlone(view, entry);
  const pages = recordOf(view, entry, stepped.writes);
  return pages.size === 0
    ? stepped
    : { ...stepped, writes: new Map<AggregateKey, Form>([...stepped.writes, ...pages]) };
}

/** What its own kind does, without what follows from it for the record: enough to tell the effect. */
export function stepAlone(view: StateView, entry: Entry): Stepped {
  const result = decide(view, entry);
  if (typeof result === "string") return { effect: { status: "void", code: result }, writes: NOTHING };
  return { effect: { status: "effective" }, writes: withUse(view, entry, result) };
}

function decide(view: StateView, entry: Entry): Writes | VoidCode {
  const { statement, loggedAt } = entry;
  // A log that holds an unknown kind is refused before the fold; here it only must not throw.
  if (!isKind(statement.kind)) return "guard";
  if (indexOf(view) === undefined && statement.kind !== "index.genesis") return "guard";
  if (!issuedInTime(statement, loggedAt)) return "stale-issued";
  if (!subjectExists(view, statement)) return "unknown-subject";
  const authority = authorityOf(view, statement, loggedAt);
  if (typeof authority === "string") return authority;
  const done = carryOut(view, entry);
  // What would be void by itself is not proposed either.
  if (typeof done === "string" || statement.kind === "cosign" || isCarried(view, authority, loggedAt)) return done;
  const proposed = propose(entry, authority);
  return statement.kind === "vote.reveal" ? withOffer(view, entry, proposed) : proposed;
}

/** What the statement does by its own kind's rules, now. */
function carryOut(view: StateView, entry: Entry): Writes | VoidCode {
  const { statement } = entry;
  if (!isKind(statement.kind)) return "guard";
  if (statement.prev !== lastInSlot(view, statement)) return "stale-prev";
  return REDUCERS[statement.kind](view, entry);
}

/** Latest and earliest time of issue around the log time; records of due transitions are exempt. */
const ISSUED_AHEAD_MS = 5 * MINUTE_MS;
const ISSUED_BEFORE_MS = 24 * HOUR_MS;

function issuedInTime(statement: UnsignedStatement, loggedAt: Instant): boolean {
  if (statement.kind === "clock.record") return true;
  const issuedAt = parseInstant(statement.issuedAt);
  if (issuedAt === undefined) return false;
  return issuedAt <= loggedAt + ISSUED_AHEAD_MS && issuedAt >= loggedAt - ISSUED_BEFORE_MS;
}

/** Kinds whose subject need not be known before, or is looked for by their own rule. */
const FOUNDS_OR_FINDS: ReadonlySet<string> = new Set(["participant.register", "provider.claim", "report.file"]);

function subjectExists(view: StateView, { subject, kind }: UnsignedStatement): boolean {
  if (FOUNDS_OR_FINDS.has(kind)) return true;
  if (subject.startsWith("did:")) return participantOf(view, subject) !== undefined;
  if (subject.startsWith("stmt:")) return proposalOf(view, subject.slice("stmt:".length)) !== undefined;
  if (subject.startsWith("def_")) return definitionOf(view, subject) !== undefined;
  if (subject.startsWith("prv_")) return providerOf(view, subject) !== undefined;
  if (subject.startsWith("case_")) return caseOf(view, subject) !== undefined;
  return true;
}
