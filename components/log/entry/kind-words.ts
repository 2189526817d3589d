/** What each kind of statement is called, and what somebody did by it or tried to. */
import { DISCLOSURE_WORDS } from "#lib/statement/disclosures/words.ts";
import type { DisclosureKind, Kind } from "#lib/statement/kinds.ts";

export type Words = { noun: string; did: string; tried: string; who: "issuer" | "subject"; about?: "subject" };

/** `noun` names the kind in filters and tables. */
export const WORDS: Record<Kind, Words> = {
  "index.genesis": { noun: "Founding", did: "founded this log", tried: "tried to found this log", who: "issuer" },
  "index.key": {
    noun: "Index keys",
    did: "changed the index's keys or administrators",
    tried: "tried to change the index's keys",
    who: "issuer",
  },
  "participant.register": { noun: "Registration", did: "registered", tried: "tried to register", who: "issuer" },
  "participant.update": {
    noun: "Account change",
    did: "changed its account",
    tried: "tried to change its account",
    who: "issuer",
  },
  "member.grant": {
    noun: "Member added",
    did: "let a member act in its name",
    tried: "tried to let a member act in its name",
    who: "issuer",
  },
  "member.revoke": {
    noun: "Member removed",
    did: "ended a member's rights",
    tried: "tried to end a member's rights",
    who: "issuer",
  },
  cosign: {
    noun: "Signature on a proposal",
    did: "signed a proposal",
    tried: "tried to sign a proposal",
    who: "issuer",
  },
  "provider.register": {
    noun: "Provider listed",
    did: "listed",
    tried: "tried to list",
    who: "issuer",
    about: "subject",
  },
  "provider.update": {
    noun: "Provider changed",
    did: "changed its name, place or proofs",
    tried: "tried to change its name, place or proofs",
    who: "subject",
  },
  "provider.transfer": {
    noun: "Handover offered",
    did: "offered to hand over",
    tried: "tried to hand over",
    who: "issuer",
    about: "subject",
  },
  "provider.link": {
    noun: "Link to a provider",
    did: "stated a link to another provider, or its end",
    tried: "tried to state a link to another provider",
    who: "subject",
  },
  "provider.claim": {
    noun: "Provider claimed",
    did: "claimed",
    tried: "tried to claim",
    who: "issuer",
    about: "subject",
  },
  "key.add": {
    noun: "Signing key",
    did: "published a signing key",
    tried: "tried to publish a signing key",
    who: "subject",
  },
  "key.revoke": {
    noun: "Key revoked",
    did: "revoked a signing key",
    tried: "tried to revoke a signing key",
    who: "subject",
  },
  "key.retire": {
    noun: "Key retired",
    did: "set an end to a signing key",
    tried: "tried to set an end to a signing key",
    who: "subject",
  },
  "key.recover": {
    noun: "Account recovery",
    did: "announced a new account key by the recovery key",
    tried: "tried to announce a new account key by a recovery key",
    who: "subject",
  },
  ...disclosureWords(),
  "disclosure.heartbeat": {
    noun: "Heartbeat",
    did: "sent a sign of life",
    tried: "tried to send a sign of life",
    who: "subject",
  },
  "clock.record": {
    noun: "Clock",
    did: "recorded what time made due for",
    tried: "tried to record what time made due for",
    who: "issuer",
    about: "subject",
  },
  "state.root": {
    noun: "State root",
    did: "stated the root of its whole state",
    tried: "tried to state the root of its whole state",
    who: "issuer",
  },
  "peer.observation": {
    noun: "Own observation",
    did: "recorded the head of another log",
    tried: "tried to record the head of another log",
    who: "issuer",
  },
  "fraud.proof": {
    noun: "Fraud proof",
    did: "handed in a proof of fraud",
    tried: "tried to hand in a proof of fraud",
    who: "issuer",
  },
  "solvency.check": {
    noun: "Balance check",
    did: "checked a balance against what is owed by",
    tried: "tried to check a balance against what is owed by",
    who: "issuer",
    about: "subject",
  },
  "definition.publish": {
    noun: "Definition",
    did: "published what a service of its kind promises",
    tried: "tried to publish what a service promises",
    who: "issuer",
  },
  "definition.admit": {
    noun: "Definition tested",
    did: "ran the tests of a definition",
    tried: "tried to record the tests of a definition",
    who: "issuer",
  },
  "definition.withdraw": {
    noun: "Definition withdrawn",
    did: "withdrew a definition",
    tried: "tried to withdraw a definition",
    who: "issuer",
  },
  "exchange.commit": {
    noun: "Exchange fixed",
    did: "fixed the time of an exchange by its hash",
    tried: "tried to fix the time of an exchange by its hash",
    who: "issuer",
  },
  "report.file": {
    noun: "Report",
    did: "was reported",
    tried: "was reported, without effect",
    who: "subject",
  },
  "evidence.attach": {
    noun: "Right answer shown",
    did: "showed an answer to be run again, of",
    tried: "tried to show an answer of",
    who: "issuer",
    about: "subject",
  },
  verdict: {
    noun: "Result by machine",
    did: "checked the evidence of a report",
    tried: "tried to say what evidence shows",
    who: "issuer",
  },
  "response.file": {
    noun: "Answer to a report",
    did: "answered a report",
    tried: "tried to answer a report",
    who: "issuer",
  },
  "report.withdraw": {
    noun: "Report withdrawn",
    did: "withdrew its report",
    tried: "tried to withdraw a report",
    who: "issuer",
  },
  "draw.reveal": {
    noun: "Share of a draw",
    did: "showed its share of the draw of who decides",
    tried: "tried to show a share of a draw",
    who: "issuer",
  },
  "case.draw": {
    noun: "Draw",
    did: "drew who decides a case",
    tried: "tried to draw who decides a case",
    who: "issuer",
  },
  "panel.accept": {
    noun: "Seat taken",
    did: "took a seat to decide a case",
    tried: "tried to take a seat",
    who: "issuer",
  },
  "panel.decline": {
    noun: "Seat declined",
    did: "declined a seat",
    tried: "tried to decline a seat",
    who: "issuer",
  },
  "panel.recuse": {
    noun: "Seat left",
    did: "left its seat in a case",
    tried: "tried to leave a seat",
    who: "issuer",
  },
  "vote.commit": {
    noun: "Sealed ballot",
    did: "sealed its ballot",
    tried: "tried to seal a ballot",
    who: "issuer",
  },
  "vote.reveal": {
    noun: "Opened ballot",
    did: "opened its ballot",
    tried: "tried to open a ballot",
    who: "issuer",
  },
  ruling: {
    noun: "Ruling",
    did: "recorded what was decided about",
    tried: "tried to record what was decided about",
    who: "issuer",
    about: "subject",
  },
  "appeal.file": {
    noun: "Appeal",
    did: "appealed",
    tried: "tried to appeal",
    who: "issuer",
  },
  "case.reopen": {
    noun: "Case reopened",
    did: "reopened a case",
    tried: "tried to reopen a case",
    who: "issuer",
  },
  "model.announce": {
    noun: "Model announced",
    did: "announced how it will weigh what is recorded",
    tried: "tried to announce how it will weigh what is recorded",
    who: "issuer",
  },
  "model.activate": {
    noun: "Model in force",
    did: "put in force how it weighs what is recorded",
    tried: "tried to put in force how it weighs what is recorded",
    who: "issuer",
  },
  "policy.announce": {
    noun: "Policy announced",
    did: "announced other limits and clocks",
    tried: "tried to announce other limits and clocks",
    who: "issuer",
  },
  "policy.activate": {
    noun: "Policy in force",
    did: "put in force the limits and clocks that were announced",
    tried: "tried to put other limits and clocks in force",
    who: "issuer",
  },
  "maintainer.appoint": {
    noun: "Maintainer appointed",
    did: "appointed somebody to decide cases",
    tried: "tried to appoint somebody to decide cases",
    who: "issuer",
  },
  "maintainer.accept": {
    noun: "Maintainer accepted",
    did: "took on to decide cases",
    tried: "tried to take on to decide cases",
    who: "issuer",
  },
  "maintainer.interests": {
    noun: "Interests",
    did: "stated what binds it to providers and others",
    tried: "tried to state what binds it to providers and others",
    who: "issuer",
  },
  "maintainer.remove": {
    noun: "Maintainer removed",
    did: "removed somebody who decided cases",
    tried: "tried to remove somebody who decides cases",
    who: "issuer",
  },
  "key.flag": {
    noun: "Warning of a key",
    did: "warned of a signing key of",
    tried: "tried to warn of a signing key of",
    who: "issuer",
    about: "subject",
  },
  "part.withheld": {
    noun: "Part withheld",
    did: "withheld a part by the official route",
    tried: "tried to withhold a part",
    who: "issuer",
  },
};

function disclosureWords(): Record<DisclosureKind, Words> {
  const words = Object.entries(DISCLOSURE_WORDS).map(([type, { title, object }]) => [
    `disclosure.${type}`,
    { noun: title, did: `published ${object}`, tried: `tried to publish ${object}`, who: "subject" },
  ]);
  return Object.fromEntries(words) as Record<DisclosureKind, Words>;
}
