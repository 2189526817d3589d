/** The kinds of statement that this index knows: body schema, subject form and slot of each, as one table. */
import { z } from "zod";
import {
  clockRecordBody,
  genesisBody,
  indexKeyBody,
  keyAddBody,
  keyRecoverBody,
  keyRetireBody,
  keyRevokeBody,
  participantRegisterBody,
  participantUpdateBody,
  providerClaimBody,
  providerLinkBody,
  providerRegisterBody,
  providerTransferBody,
  providerUpdateBody,
} from "./bodies.ts";
import { definitionAdmitBody, definitionPublishBody, definitionWithdrawBody } from "./definition.ts";
import { DISCLOSURES, type DisclosureName } from "./disclosures/all.ts";
import type { DisclosureType } from "./disclosures/disclosure-type.ts";
import {
  appealFileBody,
  caseDrawBody,
  caseEvidenceBody,
  caseReopenBody,
  drawRevealBody,
  panelAcceptBody,
  panelLeaveBody,
  reportWithdrawBody,
  responseFileBody,
  rulingBody,
  voteCommitBody,
  voteRevealBody,
} from "./dispute-bodies.ts";
import { evidenceAttachBody, exchangeCommitBody, reportFileBody, verdictBody } from "./evidence-bodies.ts";
import {
  fraudProofBody,
  partWithheldBody,
  peerObservationBody,
  solvencyCheckBody,
  stateRootBody,
} from "./log-bodies.ts";
import {
  keyFlagBody,
  maintainerAcceptBody,
  maintainerAppointBody,
  maintainerInterestsBody,
  maintainerRemoveBody,
} from "./maintainer-bodies.ts";
import { modelActivateBody, modelAnnounceBody } from "./model-bodies.ts";
import { cosignBody, memberGrantBody, memberRevokeBody } from "./organisation-bodies.ts";
import { policyActivateBody, policyAnnounceBody } from "./policy-bodies.ts";
import { SUBJECTS, type SubjectRule } from "./subjects.ts";

export type KindRule = {
  body: z.ZodType;
  subject: SubjectRule;
  /** Statements of one slot replace each other and are chained by `prev`; null: the kind carries no `prev`. */
  slot:
    | "index"
    | "participant"
    | "provider"
    | "member"
    | "key"
    | "disclosure"
    | "definition"
    | "model"
    | "state-root"
    | null;
  /** One line for the documentation's table. */
  says: string;
};

export type DisclosureKind = `disclosure.${DisclosureName}`;

/** One kind for each disclosure type. */
function disclosureKinds(): Record<DisclosureKind, KindRule> {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const rules = types.map(({ type, body, says, replaces }): [string, KindRule] => [
    `disclosure.${type}`,
    { body, says, subject: SUBJECTS.provider, slot: replaces ? "disclosure" : null },
  ]);
  return Object.fromEntries(rules) as Record<DisclosureKind, KindRule>;
}

export const KINDS = {
  "index.genesis": {
    body: genesisBody,
    subject: SUBJECTS.index,
    slot: "index",
    says: "Founds the log: its keys, admins, policy and fold version.",
  },
  "index.key": {
    body: indexKeyBody,
    subject: SUBJECTS.index,
    slot: "index",
    says: "Changes the index's keys, admins or threshold.",
  },
  "participant.register": {
    body: participantRegisterBody,
    subject: SUBJECTS.participant,
    slot: "participant",
    says: "Makes a did:key a participant with a name.",
  },
  "participant.update": {
    body: participantUpdateBody,
    subject: SUBJECTS.participant,
    slot: "participant",
    says: "Changes the name, the spare key's digest, the recovery key or the threshold.",
  },
  "member.grant": {
    body: memberGrantBody,
    subject: SUBJECTS.participant,
    slot: "member",
    says: "Lets another did:key act in the participant's name, within scopes and until a time.",
  },
  "member.revoke": {
    body: memberRevokeBody,
    subject: SUBJECTS.participant,
    slot: "member",
    says: "Ends what a member may do, at once.",
  },
  cosign: {
    body: cosignBody,
    subject: SUBJECTS.proposal,
    slot: null,
    says: "Adds a signature to a proposal; the one that completes it carries it out.",
  },
  "provider.register": {
    body: providerRegisterBody,
    subject: SUBJECTS.new,
    slot: "provider",
    says: "Lists an instance or a service as a provider.",
  },
  "provider.update": {
    body: providerUpdateBody,
    subject: SUBJECTS.provider,
    slot: "provider",
    says: "Changes a provider's name, domain or address, adds proofs of its name, or allows probes.",
  },
  "provider.transfer": {
    body: providerTransferBody,
    subject: SUBJECTS.provider,
    slot: "provider",
    says: "Gives a provider to another operator, who agrees by a cosignature.",
  },
  "provider.link": {
    body: providerLinkBody,
    subject: SUBJECTS.provider,
    slot: null,
    says: "States how two providers belong together, with a cosignature of the other operator; or that they no longer do.",
  },
  "provider.claim": {
    body: providerClaimBody,
    subject: SUBJECTS.provider,
    slot: "provider",
    says: "Lists a provider that is named by its own key, with that key's proof.",
  },
  "key.add": {
    body: keyAddBody,
    subject: SUBJECTS.owner,
    slot: "key",
    says: "Publishes a signing key with proof of possession.",
  },
  "key.revoke": { body: keyRevokeBody, subject: SUBJECTS.owner, slot: "key", says: "Ends a signing key at once." },
  "key.retire": {
    body: keyRetireBody,
    subject: SUBJECTS.owner,
    slot: "key",
    says: "Ends a signing key at a stated time; until then it overlaps with its successor.",
  },
  "key.recover": {
    body: keyRecoverBody,
    subject: SUBJECTS.participant,
    slot: "key",
    says: "Puts one new control key in place by the recovery key, after 7 days.",
  },
  "definition.publish": {
    body: definitionPublishBody,
    subject: SUBJECTS.published,
    slot: "definition",
    says: "Publishes a version of what a deterministic service promises.",
  },
  "definition.admit": {
    body: definitionAdmitBody,
    subject: SUBJECTS.definition,
    slot: null,
    says: "Says whether a version's own tests came out as it says.",
  },
  "definition.withdraw": {
    body: definitionWithdrawBody,
    subject: SUBJECTS.definition,
    slot: "definition",
    says: "Ends a definition; its versions end with it, after their grace.",
  },
  ...disclosureKinds(),
  "clock.record": {
    body: clockRecordBody,
    subject: SUBJECTS.due,
    slot: null,
    says: "Records a transition that time has made due.",
  },
  "state.root": {
    body: stateRootBody,
    subject: SUBJECTS.index,
    slot: "state-root",
    says: "Claims what the state is after so many entries.",
  },
  "peer.observation": {
    body: peerObservationBody,
    subject: SUBJECTS.observed,
    slot: null,
    says: "Records a signed head of another log, or what the index saw of a provider.",
  },
  "fraud.proof": {
    body: fraudProofBody,
    subject: SUBJECTS.accused,
    slot: null,
    says: "Accuses a log by a proof that anyone can verify.",
  },
  "solvency.check": {
    body: solvencyCheckBody,
    subject: SUBJECTS.provider,
    slot: null,
    says: "Says that a published root counts the signer's balance, or does not.",
  },
  "exchange.commit": {
    body: exchangeCommitBody,
    subject: SUBJECTS.none,
    slot: null,
    says: "Fixes when an exchange, or a batch of them, was known, by its hash alone.",
  },
  "report.file": {
    body: reportFileBody,
    subject: SUBJECTS.reported,
    slot: null,
    says: "Reports a fault of a provider, with the evidence as its part; opens a case.",
  },
  "evidence.attach": {
    body: z.discriminatedUnion("template", [evidenceAttachBody, caseEvidenceBody]),
    subject: SUBJECTS.shown,
    slot: null,
    says: "Shows a right answer of a provider, as a part, to be run again; or lays evidence before those who decide a case.",
  },
  verdict: {
    body: verdictBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Says what the fourteen checks of a case's evidence gave.",
  },
  "response.file": {
    body: responseFileBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Answers a report: contests it, admits it, or asks once for more time.",
  },
  "report.withdraw": {
    body: reportWithdrawBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Takes a report back; what a machine has proven goes on.",
  },
  "draw.reveal": {
    body: drawRevealBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Shows the share of a side in the draw of who decides.",
  },
  "case.draw": {
    body: caseDrawBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Draws who decides, by the index's preimage of the day and both shares.",
  },
  "panel.accept": {
    body: panelAcceptBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Takes a seat, and says that nothing binds to either side.",
  },
  "panel.decline": { body: panelLeaveBody, subject: SUBJECTS.case, slot: null, says: "Does not take a seat." },
  "panel.recuse": {
    body: panelLeaveBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Leaves a seat that was taken.",
  },
  "vote.commit": {
    body: voteCommitBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Seals a ballot: its hash, so that nobody follows another's vote.",
  },
  "vote.reveal": {
    body: voteRevealBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Opens a ballot, with the reasons of each answer.",
  },
  ruling: {
    body: rulingBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "States what was decided, by whom and on what evidence.",
  },
  "appeal.file": {
    body: appealFileBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Asks others to decide again, on new evidence or a named error.",
  },
  "case.reopen": {
    body: caseReopenBody,
    subject: SUBJECTS.case,
    slot: null,
    says: "Opens a case that was over, within twelve months.",
  },
  "model.announce": {
    body: modelAnnounceBody,
    subject: SUBJECTS.index,
    slot: "model",
    says: "Announces a model for marks, with its file and what it would change.",
  },
  "model.activate": {
    body: modelActivateBody,
    subject: SUBJECTS.index,
    slot: "model",
    says: "Puts an announced model in force, 14 days later or as the first.",
  },
  "policy.announce": {
    body: policyAnnounceBody,
    subject: SUBJECTS.index,
    slot: null,
    says: "Announces other budgets, clocks or panels, or another chain of draws.",
  },
  "policy.activate": {
    body: policyActivateBody,
    subject: SUBJECTS.index,
    slot: null,
    says: "Puts the announced policy in force, 14 days later.",
  },
  "maintainer.appoint": {
    body: maintainerAppointBody,
    subject: SUBJECTS.index,
    slot: null,
    says: "Names somebody who shall decide cases.",
  },
  "maintainer.accept": {
    body: maintainerAcceptBody,
    subject: SUBJECTS.participant,
    slot: null,
    says: "Takes on to decide cases.",
  },
  "maintainer.interests": {
    body: maintainerInterestsBody,
    subject: SUBJECTS.participant,
    slot: null,
    says: "States all that binds a maintainer to providers and others.",
  },
  "maintainer.remove": {
    body: maintainerRemoveBody,
    subject: SUBJECTS.index,
    slot: null,
    says: "Ends that somebody decides cases; votes of his that are not counted yet are not counted.",
  },
  "key.flag": {
    body: keyFlagBody,
    subject: SUBJECTS.owner,
    slot: null,
    says: "Warns of a signing key; shown, and nothing follows from it.",
  },
  "part.withheld": {
    body: partWithheldBody,
    subject: SUBJECTS.entry,
    slot: null,
    says: "Says that a part was removed, by whom and on what ground.",
  },
} satisfies Record<string, KindRule>;

export type Kind = keyof typeof KINDS;

export function isKind(kind: string): kind is Kind {
  return Object.hasOwn(KINDS, kind);
}

export function isDisclosureKind(kind: string): kind is DisclosureKind {
  return kind.startsWith("disclosure.") && isKind(kind);
}
