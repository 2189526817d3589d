/**
 * Verdicts in a file, judged again over the log that the reader has beside it: the receipt of one, or a whole case with all of
 * its own. The receipt names its evidence by a commitment; the log holds what was known of keys, definitions and other cases
 * on that day, so that the machines find here what the index must have found.
 */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { parseReceipt, type Receipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { type AuditedEntry, Replay } from "../audit.ts";
import { CaseHistory, type LoggedVerdict } from "../case/history.ts";
import { FOLD_VERSION } from "../fold-version.ts";
import { logSignedNote } from "../fraud/build.ts";
import { type FraudTrust, readingLog } from "../fraud/judgement.ts";
import { type OpenedVerdict, runAgain } from "../fraud/wrong-verdict.ts";
import { indexOf } from "../view.ts";
import { conclude } from "./conclude-file.ts";
import type { FileContent, FileFinding } from "./file-content.ts";
import type { FileTrust } from "./file-trust.ts";

/** Whether the file holds a verdict of a log that the reader has beside it, by a key of that log. */
export function awaitsJudging({ content, origin, logKey }: FileFinding, { log }: FileTrust): boolean {
  return vkeyOf(logKey) !== undefined && log?.(origin ?? "") !== undefined && verdictsIn(content).length > 0;
}

/** Whether the file holds a verdict, whatever the reader has beside it. */
export function holdsVerdicts({ content }: FileFinding): boolean {
  return verdictsIn(content).length > 0;
}

/** Commitments of the evidence that its verdicts are about. */
export function evidenceIn({ content }: FileFinding): ReadonlySet<string> {
  const bundles = verdictsIn(content).map(({ entryBytes }) => {
    const entry = parseEntry(entryBytes);
    return entry.ok ? entry.value.parsed.statement.body.bundle : undefined;
  });
  return new Set(bundles.filter((bundle) => typeof bundle === "string"));
}

/** Called at each entry that was read, and before each verdict: for a page to stay alive, and to end it by rejecting. */
export type Pause = () => Promise<void> | void;

/**
 * The finding with one check more, `verdict`, over all verdicts in the file that count; any other finding as it is. It fails
 * where one does not follow, and stays open for what the log beside it does not hold. `hosts` as for verdicts. Rejects with
 * what `pause` rejects with, and with nothing else.
 */
export async function judgeAgain(
  finding: FileFinding,
  trust: FileTrust,
  hosts: CheckFacts["hosts"],
  pause: Pause = () => undefined,
): Promise<FileFinding> {
  if (!awaitsJudging(finding, trust)) return finding;
  const { content, checks, origin, logKey } = finding;
  const receipts = verdictsIn(content);
  const check = await judgeAll(receipts, finding, trust, { hosts, pause });
  return conclude(content, [...checks, check], origin, logKey);
}

/** Of a case the first so many that count, in the order of the log: the first one decides the case. */
const MOST = 8;

/** Receipts of verdicts; of a case, of those that its index signed. Whether one counts, the log tells. */
function verdictsIn(content: FileContent): readonly Receipt[] {
  if (content.kind === "case") {
    const { file, issuer } = content.found;
    return (file?.receipts ?? []).filter((receipt) => verdictIssuer(receipt) === issuer);
  }
  const read = content.kind === "receipt" ? parseReceipt(content.bytes) : undefined;
  return read?.ok === true && verdictIssuer(read.value) !== null ? [read.value] : [];
}

/** Null: the entry is no verdict. */
function verdictIssuer({ entryBytes }: Receipt): Did | null {
  const entry = parseEntry(entryBytes);
  const statement = entry.ok ? entry.value.parsed.statement : undefined;
  return statement?.kind === "verdict" ? statement.issuer : null;
}

type Means = { readonly hosts: CheckFacts["hosts"]; readonly pause: Pause };

async function judgeAll(receipts: readonly Receipt[], finding: FileFinding, trust: FileTrust, means: Means) {
  const read = await readBeside(receipts, finding, trust, means.pause);
  if ("outcome" in read) return read;
  const { counting, left } = read;
  const found: { readonly index: number; readonly last: Check | undefined }[] = [];
  for (const logged of counting.slice(0, MOST)) {
    await means.pause();
    const checks = await runAgain([UNRUN], { ...read, logged, given: new Map() }, read.trust, means.hosts);
    found.push({ index: logged.index, last: checks.at(-1) });
  }
  const wrong = found.find(({ last }) => last?.outcome === "pass");
  if (wrong !== undefined) return said("fail", `Entry ${wrong.index}: ${wrong.last?.detail}`, "wrong-verdict");
  const stuck = found.find(({ last }) => last?.reason !== "true-verdict");
  if (stuck !== undefined) return open(stuck.last?.reason, `Entry ${stuck.index}: ${stuck.last?.detail}${left}`);
  const names = found.map(({ index }) => index).join(", ");
  if (counting.length > MOST)
    return open(
      "too-many",
      `Entries ${names} follow; ${counting.length - MOST} later ones were not judged again${left}`,
    );
  const where = found.length === 1 ? `Entry ${names}` : `Entries ${names}`;
  return said(
    "pass",
    `${where}: the public evidence gives just what ${found.length === 1 ? "it says" : "they say"}${left}`,
  );
}

const UNRUN: Check = { name: "verdict", outcome: "not-run" };

function said(outcome: "pass" | "fail", detail: string, reason?: string): Check {
  return { name: "verdict", outcome, ...(reason && { reason }), detail };
}

function open(reason = "not-run-again", detail = "It could not be judged again."): Check {
  return { name: "verdict", outcome: "cannot-check", reason, detail };
}

type Beside = Pick<OpenedVerdict, "history" | "index" | "beside"> & {
  readonly counting: readonly LoggedVerdict[];
  /** Of those that do not count, in words. */
  readonly left: string;
  readonly trust: FraudTrust;
};

/**
 * One reading of the log beside the file up to its newest verdict, under the largest head that the log signed; or why there
 * is none. Verdicts under another head are taken by their bytes: where the log has another entry, they are not of it.
 */
async function readBeside(
  receipts: readonly Receipt[],
  { content, origin = "", logKey }: FileFinding,
  { log, raw }: FileTrust,
  pause: Pause,
): Promise<Beside | Check> {
  const logVkey = vkeyOf(logKey) ?? "";
  const heads = receipts.map(({ checkpointNote }) => logSignedNote(checkpointNote, logVkey, raw));
  const [source] = heads
    .flatMap((head) => (head?.checkpoint.origin === origin ? [{ head: head.checkpoint, note: head.note }] : []))
    .toSorted((a, b) => b.head.size - a.head.size);
  if (source === undefined) return open("bad-head", "Its head is not signed by the log's key.");
  const upTo = Math.max(...receipts.map(({ index }) => index));
  const replay = new Replay(origin as Origin, raw);
  const entries: AuditedEntry[] = [];
  const wanted = new Map(receipts.map(({ index, entryBytes }) => [index as number, entryBytes]));
  const same = new Set<number>();
  const take = (leaf: Uint8Array) => {
    const at = replay.size;
    if (at > upTo) return;
    if (equalBytes(wanted.get(at) ?? NOTHING, leaf)) same.add(at);
    const audited = replay.push(leaf);
    if (audited !== undefined) entries.push(audited);
  };
  const beside = new Map<string, Uint8Array>();
  const reading = readingLog("log", source, null, { ...definedLog(log?.(origin)) }, take, beside);
  let step = reading.next();
  while (!step.done) {
    await pause();
    step = reading.next();
  }
  if (step.value.outcome !== "pass") return open(step.value.reason, step.value.detail);
  const stranger = receipts.find(({ index }) => !same.has(index));
  if (stranger !== undefined) return open("other-entry", `The log beside it has another entry ${stranger.index}.`);
  const index = indexOf(replay.state);
  if (index?.foldVersion !== FOLD_VERSION)
    return open("unknown-fold-version", "The log folds by a version that this verifier does not have.");
  const history = new CaseHistory(entries);
  const counting = history.verdicts.filter((verdict) => same.has(verdict.index));
  const voids = same.size - counting.length;
  if (counting.length === 0) return open("not-a-claim", "The log has no verdict of the index there that counts.");
  const left =
    voids === 0
      ? ""
      : `; ${voids} beside ${counting.length === 1 ? "it" : "them"} changed nothing and ${voids === 1 ? "was" : "were"} left out`;
  const own = new Map(
    content.kind === "case" ? content.found.file?.parts.map((part) => [commitOf(part), part.bytes]) : [],
  );
  const trust: FraudTrust = { logVkey, part: async (commit) => own.get(commit), ...(raw && { raw }) };
  return { history, index, beside, counting, left, trust };
}

const NOTHING = new Uint8Array();

function definedLog(log: Iterable<Uint8Array> | undefined): Pick<FraudTrust, "log"> {
  return log === undefined ? {} : { log };
}
