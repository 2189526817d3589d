/**
 * A logged verdict that its public evidence does not give. Form, head, inclusion, log and claim show at once; whether the
 * verdict follows is found by running it again, over the log as it stood, which may run a definition's code and takes time.
 */
import type { Check } from "#lib/kernel/checks.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { buildReceipt, verifyReceipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { type AuditedEntry, Replay } from "../audit.ts";
import { CaseHistory, type LoggedVerdict, type ReadPart } from "../case/history.ts";
import { type RerunMeans, rerunVerdict, saying } from "../case/rerun-verdicts.ts";
import { FOLD_VERSION } from "../fold-version.ts";
import type { IndexForm } from "../forms.ts";
import { indexOf } from "../view.ts";
import type { WrongVerdict } from "./fraud-proof.ts";
import { cannotCheck, type FraudTrust, failed, notRun, openHead, passed, readLog, unless } from "./judgement.ts";

export const VERDICT_CHECKS = ["head", "inclusion", "parts", "log", "fold-version", "claim", "verdict"] as const;

/** All that is needed to run the verdict again. `beside`: parts of the reader's own archive. */
export type OpenedVerdict = {
  readonly history: CaseHistory;
  readonly logged: LoggedVerdict;
  readonly index: IndexForm;
  readonly given: ReadonlyMap<string, Uint8Array>;
  readonly beside: ReadonlyMap<string, Uint8Array>;
};

/** Every check; the last one is open where the verdict can be run again, and then `opened` is there. */
export function openVerdict(
  proof: WrongVerdict,
  trust: FraudTrust,
): { readonly checks: Check[]; readonly opened?: OpenedVerdict } {
  const { origin, receipt, archive } = proof;
  const sofar = (...done: Check[]) => ({
    checks: VERDICT_CHECKS.flatMap((name) => done.find((check) => check.name === name) ?? notRun(name)),
  });
  const { check, head } = openHead("head", receipt.checkpointNote, origin, trust);
  if (head === undefined) return sofar(check);
  const included = verifyReceipt(buildReceipt(receipt), { logVkey: trust.logVkey }).ok;
  const inclusion = unless(included ? undefined : "The entry is not in the log.", "inclusion", "bad-proof");
  if (inclusion.outcome !== "pass") return sofar(check, inclusion);
  const noClaim = failed("claim", "not-a-claim", "The entry is no verdict of the index that counts.");
  const entry = parseEntry(receipt.entryBytes);
  if (!entry.ok || entry.value.parsed.statement.kind !== "verdict") return sofar(check, inclusion, noClaim);
  const { given, check: parts } = readParts(proof.parts);
  if (parts.outcome !== "pass") return sofar(check, inclusion, parts);
  const replay = new Replay(origin as Origin, trust.raw);
  const entries: AuditedEntry[] = [];
  const take = (leaf: Uint8Array) => {
    const audited = replay.size <= receipt.index ? replay.push(leaf) : undefined;
    if (audited !== undefined) entries.push(audited);
  };
  // As for state roots: an archive in the proof is the log's before it is replayed.
  const held: Uint8Array[] = [];
  const beside = new Map<string, Uint8Array>();
  const source = { head: head.checkpoint, note: receipt.checkpointNote };
  const log = readLog("log", source, archive, trust, archive === null ? take : (leaf) => held.push(leaf), beside);
  if (log.outcome !== "pass") return sofar(check, inclusion, parts, log);
  held.forEach(take);
  const index = indexOf(replay.state);
  if (index === undefined) return sofar(check, inclusion, parts, log, noClaim);
  if (index.foldVersion !== FOLD_VERSION) {
    const detail = "The log folds by a version that this verifier does not have; another one can check it.";
    return sofar(check, inclusion, parts, log, cannotCheck("fold-version", "unknown-fold-version", detail));
  }
  const fold = passed("fold-version");
  const history = new CaseHistory(entries);
  const logged = history.verdicts.find((verdict) => verdict.index === receipt.index);
  if (logged === undefined) return sofar(check, inclusion, parts, log, fold, noClaim);
  const stranger = [...given.keys()].find((commit) => !isOfLog(entries, commit));
  if (stranger !== undefined) return sofar(check, inclusion, needless(stranger), log, fold);
  const claim = passed("claim", `entry ${logged.index} says ${saying(logged.body)} of ${logged.form.id}`);
  const open = cannotCheck("verdict", "not-run-again", "Whether it follows shows when it is run again.");
  return {
    ...sofar(check, inclusion, parts, log, fold, claim, open),
    opened: { history, logged, index, given, beside },
  };
}

/** Runs the verdict again and answers all checks. Without hosts what needs code cannot be checked. Never rejects. */
export async function runAgain(
  checks: readonly Check[],
  { history, logged, index, given, beside }: OpenedVerdict,
  { logVkey, raw, part = async () => undefined }: FraudTrust,
  hosts: RerunMeans["hosts"],
): Promise<Check[]> {
  const withCheck = (last: Check) => checks.map((check) => (check.name === last.name ? last : check));
  // Whether a part could be read on that day no file shows: whoever could not, said so, and is not convicted by it.
  if (UNREAD.has(logged.body.reason ?? ""))
    return withCheck(cannotCheck("verdict", "unread", "It says that something could not be read then."));
  const asked = new Set<string>();
  const read: ReadPart = async (commit) => {
    asked.add(commit);
    return given.get(commit) ?? beside.get(commit) ?? (await part(commit));
  };
  const trust = { logVkey: logVkey ?? "", ...(raw === undefined ? {} : { raw }) };
  const rerun = await rerunVerdict(history, logged, { index, trust, part: read, hosts }).catch(() => undefined);
  if (rerun === undefined)
    return withCheck(cannotCheck("verdict", "machine", "It could not be run again on this machine."));
  if (rerun.outcome === "cannot-check") return withCheck(cannotCheck("verdict", rerun.reason, rerun.detail));
  const stranger = [...given.keys()].find((commit) => !asked.has(commit));
  if (stranger !== undefined) return withCheck(needless(stranger));
  if (rerun.outcome === "agrees")
    return withCheck(failed("verdict", "true-verdict", "The public evidence gives just what the verdict says."));
  return withCheck(passed("verdict", `it says ${saying(logged.body)}; run again, the evidence gives ${rerun.found}`));
}

const UNREAD: ReadonlySet<string> = new Set(["withheld", "missing-code", "missing-state"]);

/** Each once, by ascending commitment: one fraud has one file for each head. */
function readParts(parts: readonly Part[]): { given: Map<string, Uint8Array>; check: Check } {
  const given = new Map(parts.map((part) => [commitOf(part), part.bytes]));
  const order = [...given.keys()];
  const isOrdered = order.length === parts.length && order.every((commit, at) => commit > (order[at - 1] ?? ""));
  return { given, check: unless(isOrdered ? undefined : "The parts are not in order.", "parts", "out-of-order") };
}

function isOfLog(entries: readonly AuditedEntry[], commit: string): boolean {
  return entries.some(({ parsed }) => parsed.statement.parts?.some((part) => part.commit === commit));
}

function needless(commit: string): Check {
  return failed("parts", "needless-part", `The verdict does not rest on the part ${commit}.`);
}
