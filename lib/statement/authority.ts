/**
 * Which key may sign which kind (docs/protocol/authority.md). One table: the fold decides by it, docs/protocol/authority.md is
 * generated from it, and a test tries every kind with every other signer.
 */
import { DISCLOSURES, type DisclosureName } from "./disclosures/all.ts";
import type { DisclosureType } from "./disclosures/disclosure-type.ts";
import { type DisclosureKind, isDisclosureKind, KINDS, type Kind } from "./kinds.ts";

/** Who a signer can be, in words for the documentation. The fold (lib/state/authorise.ts) has one predicate for each. */
export const SIGNERS = {
  "index-statement-key": "the index's statement key",
  "index-admins": "an admin of the index (by threshold)",
  "inception-key": "the participant's own did:key, not yet registered",
  "control-key": "an active control key of the participant that is the subject",
  "own-control-key": "an active control key of the participant that signs",
  "operator-control-key": "an active control key of the operator",
  "publisher-control-key": "an active control key of the publisher",
  "member-keys": "a member with the scope `keys`",
  "member-disclose": "a member with the scope `disclose`",
  "member-beat": "a member with the scope `beat`",
  "member-define": "a member with the scope `define` for all providers",
  "member-answer": "a member with the scope `answer`",
  "case-reporter": "the did:key that filed the report; a participant by an active control key",
  "seated-maintainer": "an active control key of a maintainer who is asked or seated there",
  "maintainer-control-key": "an active control key of a maintainer who has accepted and is not removed",
  cosigner: "another control key of the participant that must agree, or another admin",
  "disclosure-key": "an active disclosure key of the provider",
  "change-of-control":
    "the pre-image (spare) key if the participant has a nextKeyDigest, else an active control key while no recovery is announced",
  "spare-key": "the participant's pre-image (spare) key",
  "recovery-key": "the participant's recovery key",
  anyone: "any did:key, registered or not; a participant by an active control key",
  "anyone-one-hour-late": "any did:key, from one hour after the deadline",
} as const;
export type SignerRole = keyof typeof SIGNERS;

export type AuthorityRow = { kind: Kind; when?: string; signers: readonly SignerRole[]; subject: string };

/** Every disclosure type is signed by the same keys; a scope of its own can suffice for a type. */
const DISCLOSURE_ROWS: readonly AuthorityRow[] = Object.keys(KINDS)
  .filter(isDisclosureKind)
  .map((kind) => ({ kind, signers: disclosureSigners(kind), subject: "provider" }));

function disclosureSigners(kind: DisclosureKind): readonly SignerRole[] {
  const type: DisclosureType = DISCLOSURES[kind.slice("disclosure.".length) as DisclosureName];
  const anyone = ["disclosure-key", "operator-control-key", "member-disclose"] as const;
  return type.scope === "beat" ? [...anyone, "member-beat"] : anyone;
}

export const AUTHORITY: readonly AuthorityRow[] = [
  { kind: "index.genesis", signers: ["index-statement-key"], subject: "index" },
  { kind: "index.key", signers: ["index-admins"], subject: "index" },
  { kind: "model.announce", signers: ["index-admins"], subject: "index" },
  { kind: "model.activate", signers: ["index-admins"], subject: "index" },
  { kind: "policy.announce", signers: ["index-admins"], subject: "index" },
  { kind: "policy.activate", signers: ["index-admins"], subject: "index" },
  { kind: "maintainer.appoint", signers: ["index-admins"], subject: "index" },
  { kind: "maintainer.remove", signers: ["index-admins"], subject: "index" },
  { kind: "maintainer.accept", signers: ["control-key"], subject: "did" },
  { kind: "maintainer.interests", signers: ["control-key"], subject: "did" },
  { kind: "participant.register", signers: ["inception-key"], subject: "did" },
  { kind: "participant.update", when: "displayName only", signers: ["control-key"], subject: "did" },
  {
    kind: "participant.update",
    when: "nextKeyDigest, recoveryKey or threshold",
    signers: ["change-of-control"],
    subject: "did",
  },
  { kind: "member.grant", signers: ["control-key"], subject: "did" },
  // A thief's helper is stopped at once, by whoever can also stop the thief.
  { kind: "member.revoke", signers: ["control-key", "spare-key", "recovery-key"], subject: "did" },
  { kind: "cosign", signers: ["cosigner"], subject: "stmt:<hash>" },
  { kind: "provider.register", signers: ["operator-control-key"], subject: "new" },
  { kind: "provider.update", signers: ["operator-control-key"], subject: "provider" },
  { kind: "provider.transfer", signers: ["operator-control-key"], subject: "provider" },
  { kind: "provider.link", signers: ["operator-control-key"], subject: "provider" },
  { kind: "provider.claim", signers: ["own-control-key"], subject: "the provider named by the key" },
  { kind: "key.add", when: "control", signers: ["change-of-control"], subject: "did" },
  {
    kind: "key.add",
    when: "response, disclosure, token, report",
    signers: ["operator-control-key", "member-keys"],
    subject: "provider",
  },
  { kind: "key.revoke", when: "control", signers: ["change-of-control", "recovery-key"], subject: "did" },
  {
    kind: "key.revoke",
    when: "response, disclosure, token, report",
    signers: ["operator-control-key", "member-keys", "spare-key", "recovery-key"],
    subject: "provider",
  },
  { kind: "key.retire", when: "control", signers: ["change-of-control"], subject: "did" },
  {
    kind: "key.retire",
    when: "response, disclosure, token, report",
    signers: ["operator-control-key", "member-keys"],
    subject: "provider",
  },
  { kind: "key.recover", signers: ["recovery-key"], subject: "did" },
  { kind: "key.flag", signers: ["maintainer-control-key"], subject: "did, or provider" },
  { kind: "definition.publish", signers: ["publisher-control-key", "member-define"], subject: "new, or definition" },
  { kind: "definition.admit", signers: ["index-statement-key"], subject: "definition" },
  { kind: "definition.withdraw", signers: ["publisher-control-key", "member-define"], subject: "definition" },
  ...DISCLOSURE_ROWS,
  { kind: "state.root", signers: ["index-statement-key"], subject: "index" },
  { kind: "peer.observation", signers: ["index-statement-key"], subject: "none, or provider" },
  { kind: "part.withheld", signers: ["index-statement-key"], subject: "entry" },
  { kind: "solvency.check", signers: ["anyone"], subject: "provider" },
  { kind: "exchange.commit", signers: ["anyone"], subject: "none" },
  { kind: "report.file", signers: ["anyone"], subject: "provider, or did" },
  { kind: "evidence.attach", signers: ["anyone"], subject: "provider, or case" },
  { kind: "response.file", signers: ["operator-control-key", "member-answer"], subject: "case" },
  { kind: "report.withdraw", signers: ["case-reporter"], subject: "case" },
  { kind: "draw.reveal", signers: ["case-reporter", "operator-control-key", "member-answer"], subject: "case" },
  { kind: "case.draw", signers: ["index-statement-key"], subject: "case" },
  { kind: "panel.accept", signers: ["seated-maintainer"], subject: "case" },
  { kind: "panel.decline", signers: ["seated-maintainer"], subject: "case" },
  { kind: "panel.recuse", signers: ["seated-maintainer"], subject: "case" },
  { kind: "vote.commit", signers: ["seated-maintainer"], subject: "case" },
  { kind: "vote.reveal", signers: ["seated-maintainer"], subject: "case" },
  { kind: "ruling", signers: ["index-statement-key"], subject: "case" },
  { kind: "appeal.file", signers: ["case-reporter", "operator-control-key", "member-answer"], subject: "case" },
  { kind: "case.reopen", signers: ["index-admins"], subject: "case" },
  { kind: "verdict", signers: ["index-statement-key"], subject: "case" },
  { kind: "fraud.proof", signers: ["anyone"], subject: "index, or none for another log" },
  {
    kind: "clock.record",
    signers: ["index-statement-key", "anyone-one-hour-late"],
    subject: "did, provider, case or stmt:<hash>",
  },
];

type Shape = { kind: string; subject: string; body: Record<string, unknown> };

/** The row that governs a statement; every known kind has one. */
export function authorityFor(statement: Shape): AuthorityRow {
  const rows = AUTHORITY.filter((row) => row.kind === statement.kind);
  const chosen =
    rows.length < 2 ? rows[0] : rows[touchesControl(statement) === CONTROL_ROW_FIRST.has(statement.kind) ? 0 : 1];
  if (chosen === undefined) throw new RangeError(`no authority row for ${statement.kind}`);
  return chosen;
}

const CONTROL_ROW_FIRST: ReadonlySet<string> = new Set(["key.add", "key.retire", "key.revoke"]);

/** What decides who controls the participant: each changes by the rules of control keys. */
const CONTROL_FIELDS = ["nextKeyDigest", "recoveryKey", "threshold"];

function touchesControl({ kind, subject, body }: Shape): boolean {
  if (kind === "participant.update") return CONTROL_FIELDS.some((field) => body[field] !== undefined);
  return subject.startsWith("did:");
}
