/**
 * Verdicts in a file, judged again over the log that the reader has beside it: the receipt of one, or a whole case with all of
 * its own. The receipt names its evidence by a commitment; the log holds what was known of keys, definitions and other cases
 * on that day, so that the machines find here what the index must have found.
 */
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { parseReceipt, type Receipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { buildWrongVerdict } from "../fraud/build.ts";
import type { FraudTrust } from "../fraud/judgement.ts";
import { openVerdict, runAgain } from "../fraud/wrong-verdict.ts";
import type { FileContent, FileFinding } from "./file-content.ts";
import { conclude, type FileTrust } from "./verify-file.ts";

/** Whether the file holds a verdict of a log that the reader has beside it, by a key of that log. */
export function awaitsJudging({ content, origin, logKey }: FileFinding, { log }: FileTrust): boolean {
  return vkeyOf(logKey) !== undefined && log?.(origin ?? "") !== undefined && verdictsIn(content).length > 0;
}

/**
 * The finding with one check more, `verdict`, over all verdicts in the file; any other finding as it is. It fails where one
 * does not follow, and stays open for what the log beside it does not hold. `hosts` as for verdicts. Never rejects.
 */
export async function judgeAgain(
  finding: FileFinding,
  trust: FileTrust,
  hosts: CheckFacts["hosts"],
): Promise<FileFinding> {
  if (!awaitsJudging(finding, trust)) return finding;
  const { content, checks, origin, logKey } = finding;
  const found: Check[] = [];
  for (const receipt of verdictsIn(content)) found.push(await judgeOne(receipt, finding, trust, hosts));
  const worst = ["fail", "cannot-check", "pass"].map((outcome) => found.find((check) => check.outcome === outcome));
  return conclude(content, [...checks, ...worst.filter((check) => check !== undefined).slice(0, 1)], origin, logKey);
}

/** Of a case the first so many, of which the first counts; each is a reading of the whole log. */
const MOST = 8;

/** Receipts of verdicts; of a case, of those that its index signed. Whether one counts, the log tells. */
function verdictsIn(content: FileContent): readonly Receipt[] {
  if (content.kind === "case") {
    const { file, issuer } = content.found;
    return (file?.receipts ?? []).filter((receipt) => verdictIssuer(receipt) === issuer).slice(0, MOST);
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

async function judgeOne(
  receipt: Receipt,
  { content, origin, logKey }: FileFinding,
  { log, raw }: FileTrust,
  hosts: CheckFacts["hosts"],
): Promise<Check> {
  const logVkey = vkeyOf(logKey) ?? "";
  const open = (reason: string | undefined, detail: string | undefined): Check => ({
    ...{ name: "verdict", outcome: "cannot-check", reason: reason ?? "not-run-again" },
    detail: `Entry ${receipt.index}: ${detail ?? "it could not be judged again."}`,
  });
  // As the accusation that it does not follow, which needs the log's own line of the head and no other.
  const question = buildWrongVerdict(receipt, [], null, logVkey);
  if (question === undefined) return open("bad-head", "its head is not signed by the log's key.");
  const given = new Map(content.kind === "case" ? content.found.file?.parts.map((part) => [commitOf(part), part]) : []);
  const pieces = log?.(origin ?? "");
  const trust: FraudTrust = {
    ...{ logVkey, part: async (commit: string) => given.get(commit)?.bytes },
    ...(pieces && { log: pieces }),
    ...(raw && { raw }),
  };
  const { checks, opened } = openVerdict(question, trust);
  const found = opened === undefined ? checks : await runAgain(checks, opened, trust, hosts);
  const last = found.find(({ outcome }) => outcome !== "pass");
  if (last === undefined)
    return { name: "verdict", outcome: "fail", reason: "wrong-verdict", detail: saidOf(receipt, found.at(-1)?.detail) };
  if (last.reason !== "true-verdict") return open(last.reason, last.detail);
  return { name: "verdict", outcome: "pass", detail: saidOf(receipt, "the public evidence gives just what it says") };
}

const saidOf = ({ index }: Receipt, detail = ""): string => `Entry ${index}: ${detail}`;
