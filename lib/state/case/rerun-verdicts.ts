/**
 * Every verdict of a log once more, from the public parts: whoever has the log and its parts finds what the index must have
 * found, or names the entry that says something else.
 */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import type { AuditedEntry } from "../audit.ts";
import { DefinitionPending } from "../definition-then.ts";
import type { IndexForm } from "../forms.ts";
import { CaseHistory, type HistoryTrust, type LoggedVerdict, type ReadPart } from "./history.ts";
import { judgeCase } from "./judge-case.ts";

export type RerunMeans = {
  /** The index's own form at the end of the log. */
  readonly index: IndexForm;
  readonly trust: HistoryTrust;
  readonly part: ReadPart;
  readonly hosts: CheckFacts["hosts"];
  /** Verdicts before this entry were found to follow at an earlier visit of the same log. */
  readonly from?: number;
  /** Told after each verdict; may throw to end it. */
  readonly onDone?: (done: number, of: number) => void;
  /** Told of the verdict that does not follow, with the commitments of the parts that decide it. */
  readonly onWrong?: (verdict: LoggedVerdict, parts: readonly string[]) => void;
};

/** What is to be said of one verdict: `found` in words where it differs, from the parts of these commitments. */
export type Rerun =
  | { readonly outcome: "agrees" }
  | { readonly outcome: "differs"; readonly found: string; readonly parts: readonly string[] }
  | { readonly outcome: "cannot-check"; readonly reason: CannotCheck; readonly detail: string };

/** `part-withheld`: evidence or code is not served. `machine`: a machine had a bad day, there or here. */
export type CannotCheck = "part-withheld" | "machine" | "runtime-unavailable";

/** Reasons that say something of the machine which ran the code, and not only of the evidence. */
export const OF_THE_MACHINE: ReadonlySet<string> = new Set(["timeout", "crash", "memory", "stack", "nondeterministic"]);
const AWAY = "runtime-unavailable";

/** One check over all verdicts that count. Errors: those of `part` and `onDone`. */
export async function rerunVerdicts(entries: readonly AuditedEntry[], means: RerunMeans): Promise<Check> {
  const name = "verdicts";
  const history = new CaseHistory(entries);
  const { verdicts } = history;
  const due = verdicts.filter(({ index }) => index >= (means.from ?? 0));
  const unchecked: { index: EntryIndex; reason: CannotCheck; detail: string }[] = [];
  for (const [at, verdict] of due.entries()) {
    const rerun = await rerunVerdict(history, verdict, means);
    if (rerun.outcome === "differs") {
      const detail = `Entry ${verdict.index} says ${saying(verdict.body)} of ${verdict.form.id}, its public evidence gives ${rerun.found}.`;
      means.onWrong?.(verdict, rerun.parts);
      return { name, outcome: "fail", reason: "wrong-verdict", detail };
    }
    if (rerun.outcome === "cannot-check") unchecked.push({ ...rerun, index: verdict.index });
    means.onDone?.(at + 1, due.length);
  }
  const agreeing = verdicts.length - unchecked.length;
  const [first] = unchecked.toSorted((a, b) => WORST.indexOf(a.reason) - WORST.indexOf(b.reason));
  if (first === undefined) {
    const before = verdicts.length - due.length;
    const known = before === 0 ? "" : `, ${before} of them by your earlier visits`;
    const detail = agreeing === 0 ? "no verdict is logged" : `${agreeing} verdicts follow from their public evidence`;
    return { name, outcome: "pass", detail: `${detail}${known}` };
  }
  const detail = `${agreeing} of ${verdicts.length} verdicts follow from their public evidence. Entry ${first.index}: ${first.detail}`;
  return { name, outcome: "cannot-check", reason: first.reason, detail };
}

/** What the reader can mend himself comes first. */
const WORST: readonly CannotCheck[] = ["runtime-unavailable", "machine", "part-withheld"];

/** Errors: those of `means.part`. */
export async function rerunVerdict(
  history: CaseHistory,
  logged: LoggedVerdict,
  means: Pick<RerunMeans, "index" | "trust" | "part" | "hosts">,
): Promise<Rerun> {
  const { body: said, form, index: at } = logged;
  const isPublicAt = (commit: string, entry: EntryIndex) => history.isPublicAt(commit, entry, means.index);
  /** Not served, though everybody could read them when the report was filed; and also when the verdict was said. */
  const [gone, goneSince, read] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const part: ReadPart = async (commit) => {
    if (!isPublicAt(commit, form.filedIn)) return undefined;
    // What was withheld meanwhile the index may have read or not: whoever kept a copy must not judge it by that.
    const isThere = isPublicAt(commit, at);
    const bytes = isThere ? await means.part(commit) : undefined;
    (bytes === undefined ? gone : read).add(commit);
    if (bytes === undefined && isThere) goneSince.add(commit);
    return bytes;
  };
  const judge = async () => {
    const reader = history.readerAt(logged, means.index, means.trust, part);
    return await judgeCase(form, await part(form.bundle), reader, means.hosts);
  };
  try {
    const first = await judge();
    const isTired = first.reason !== said.reason && OF_THE_MACHINE.has(first.reason ?? "");
    const compared = compare(said, isTired ? await judge() : first, { gone, goneSince });
    return compared.outcome === "differs" ? { ...compared, parts: [...read] } : compared;
  } catch (error) {
    if (!(error instanceof DefinitionPending)) throw error;
    return { outcome: "differs", found: "none yet: the tests of its definition had not run", parts: [...read] };
  }
}

type Missing = { readonly gone: ReadonlySet<string>; readonly goneSince: ReadonlySet<string> };

function compare(said: VerdictBody, found: VerdictBody, { gone, goneSince }: Missing): Rerun {
  const difference = differenceOf(said, found);
  // "Nobody can read it" agrees with itself, also when the part was there to be read.
  const isEmpty = goneSince.size > 0 && found.verdict === "inconclusive";
  if (difference === undefined && !isEmpty) return { outcome: "agrees" };
  const [part] = difference === undefined ? goneSince : gone;
  if (part !== undefined) {
    const detail = `the part ${part} on which its verdict rests is not there to be read.`;
    return { outcome: "cannot-check", reason: "part-withheld", detail };
  }
  if (found.checks.some(({ reason }) => reason === AWAY)) {
    const detail = "the code of its definition cannot be run on this machine.";
    return { outcome: "cannot-check", reason: AWAY, detail };
  }
  const isOfMachine = [said, found].some(({ reason }) => OF_THE_MACHINE.has(reason ?? ""));
  if (isOfMachine && said.inputs === found.inputs) {
    const detail = `it says ${saying(said)}, a run on this machine gives ${saying(found)}; one of the machines may have been short of time or memory.`;
    return { outcome: "cannot-check", reason: "machine", detail };
  }
  return { outcome: "differs", found: difference ?? saying(found), parts: [] };
}

/** "refuted (answer-is-right)". */
export function saying({ verdict, reason }: Pick<VerdictBody, "verdict" | "reason">): string {
  return reason === null ? verdict : `${verdict} (${reason})`;
}

const FACTS = ["faultId", "faultGroup", "t", "signer", "definition", "state", "inputs"] as const;

/** In words, what the evidence gives instead. */
function differenceOf(said: VerdictBody, found: VerdictBody): string | undefined {
  if (saying(said) !== saying(found)) return saying(found);
  const fact = FACTS.find((name) => said[name] !== found[name]);
  return fact && `${saying(found)} with another ${fact}: ${found[fact]}`;
}
