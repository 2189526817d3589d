/**
 * Witness policies (C2SP tlog-policy): which logs and witnesses one knows, and which of the witnesses must have cosigned
 * a checkpoint. Lines `log`, `witness`, `group` and exactly one `quorum`; names are defined before they are used.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type KeyType, parseVkey } from "./vkey.ts";

export type PolicyLog = { readonly vkey: string; readonly url?: string };
export type PolicyWitness = { readonly name: string; readonly vkey: string; readonly url?: string };
/** Has witnessed a checkpoint when at least `threshold` of its members (witnesses or groups) have. */
export type PolicyGroup = { readonly name: string; readonly threshold: number; readonly members: readonly string[] };
/** `quorum` is a witness's or group's name, or `none`: no cosignature is needed. */
export type WitnessPolicy = {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  readonly quorum: string;
};

const NO_QUORUM = "none";
/** Most lines of each kind, and most members of a group. */
const MAX_EACH = 64;

/** The policy of a log without witnesses yet. */
export function policyWithoutWitnesses(logVkey: string): WitnessPolicy {
  return { logs: [{ vkey: logVkey }], witnesses: [], groups: [], quorum: NO_QUORUM };
}

/** Canonical text: single spaces, no comments, numeric thresholds. */
export function formatWitnessPolicy({ logs, witnesses, groups, quorum }: WitnessPolicy): string {
  const lines = [
    ...logs.map((log) => ["log", log.vkey, log.url]),
    ...witnesses.map((witness) => ["witness", witness.name, witness.vkey, witness.url]),
    ...groups.map((group) => ["group", group.name, String(group.threshold), ...group.members]),
    ["quorum", quorum],
  ];
  return lines.map((words) => `${words.filter((word) => word !== undefined).join(" ")}\n`).join("");
}

/** Reads a policy, with comments and any spacing; pointers count lines from 1. */
export function parseWitnessPolicy(text: string): Result<WitnessPolicy, Refusal> {
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    quorum: undefined,
    defined: new Set(),
    grouped: new Set(),
  };
  for (const [number, line] of text.split("\n").entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== "");
    if (words.length === 0 || words[0]?.startsWith("#")) continue;
    const problem = hasControl(line) ? "A control character." : readLine(draft, words);
    if (problem !== undefined) return err(refusal("malformed", `/${number + 1}`, problem));
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) return err(refusal("malformed", "", "The quorum line is missing."));
  return ok({ logs, witnesses, groups, quorum });
}

/** Do these witnesses (names of the policy) make its quorum? */
export function isQuorumMet(policy: WitnessPolicy, cosigned: ReadonlySet<string>): boolean {
  if (policy.quorum === NO_QUORUM) return true;
  const met = new Set(policy.witnesses.map(({ name }) => name).filter((name) => cosigned.has(name)));
  // A group names only what stands above it, so that one pass in order decides all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return met.has(policy.quorum);
}

type Draft = {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  quorum: string | undefined;
  /** Names that a group or the quorum may use. */
  readonly defined: Set<string>;
  /** Names that a group has used: each may count once, so that no witness counts twice. */
  readonly grouped: Set<string>;
};

/** Adds one line to the draft; answers what is wrong with it, if anything. */
function readLine(draft: Draft, [keyword, ...words]: readonly string[]): string | undefined {
  switch (keyword) {
    case "log":
      return readLog(draft, words);
    case "witness":
      return readWitness(draft, words);
    case "group":
      return readGroup(draft, words);
    case "quorum":
      return readQuorum(draft, words);
    default:
      return "A line starts with log, witness, group or quorum.";
  }
}

function readLog({ logs }: Draft, [vkey, url, ...more]: readonly string[]): string | undefined {
  if (vkey === undefined || more.length > 0) return "log <vkey> [<url>]";
  const problem = keyProblem(vkey, "ed25519", logs);
  if (problem === undefined) logs.push({ vkey, ...(url !== undefined && { url }) });
  return problem;
}

function readWitness(draft: Draft, [name, vkey, url, ...more]: readonly string[]): string | undefined {
  if (name === undefined || vkey === undefined || more.length > 0) return "witness <name> <vkey> [<url>]";
  const problem = nameProblem(draft, name) ?? keyProblem(vkey, "cosignature/v1", draft.witnesses);
  if (problem !== undefined) return problem;
  draft.witnesses.push({ name, vkey, ...(url !== undefined && { url }) });
  draft.defined.add(name);
  return undefined;
}

function readGroup(draft: Draft, [name, rule, ...members]: readonly string[]): string | undefined {
  if (name === undefined || rule === undefined || members.length === 0) return "group <name> <k|all|any> <name>…";
  const problem = nameProblem(draft, name);
  if (problem !== undefined) return problem;
  if (draft.groups.length === MAX_EACH || members.length > MAX_EACH) return `More than ${MAX_EACH} groups or members.`;
  const threshold = thresholdOf(rule, members.length);
  if (threshold === undefined) return `The threshold is not within 1 and ${members.length}.`;
  for (const member of members) {
    if (!draft.defined.has(member)) return `${member} is not defined above.`;
    if (draft.grouped.has(member)) return `${member} is a member already.`;
    draft.grouped.add(member);
  }
  draft.groups.push({ name, threshold, members });
  draft.defined.add(name);
  return undefined;
}

function readQuorum(draft: Draft, [name, ...more]: readonly string[]): string | undefined {
  if (name === undefined || more.length > 0) return "quorum <name>";
  if (draft.quorum !== undefined) return "A second quorum line.";
  if (name !== NO_QUORUM && !draft.defined.has(name)) return `${name} is not defined above.`;
  draft.quorum = name;
  return undefined;
}

function nameProblem({ defined }: Draft, name: string): string | undefined {
  if (name === NO_QUORUM) return `The name ${NO_QUORUM} is taken.`;
  return defined.has(name) ? `${name} is defined twice.` : undefined;
}

/** Two vkeys are duplicates when they hold the same public key, whatever their names. */
function keyProblem(vkey: string, type: KeyType, others: readonly { vkey: string }[]): string | undefined {
  const key = parseVkey(vkey);
  if (key?.type !== type) return `Not a vkey for ${type}.`;
  if (others.length === MAX_EACH) return `More than ${MAX_EACH} of a kind.`;
  const isTaken = others.some((other) =>
    equalBytes(parseVkey(other.vkey)?.publicKey ?? new Uint8Array(), key.publicKey),
  );
  return isTaken ? "The key is listed twice." : undefined;
}

function thresholdOf(rule: string, members: number): number | undefined {
  if (rule === "any") return 1;
  if (rule === "all") return members;
  const threshold = /^[1-9]\d{0,2}$/.test(rule) ? Number(rule) : 0;
  return threshold >= 1 && threshold <= members ? threshold : undefined;
}

/** Allowed are tab, visible ASCII and anything beyond ASCII. */
function hasControl(line: string): boolean {
  return Array.from(line).some((letter) => (letter < " " && letter !== "\t") || letter === "\x7f");
}
