/**
 * Checks of a case in one file, by the log's key alone: that every entry in it is logged and signed, that it is all there
 * was about the case, that the files are those that were filed, and how the index itself said that the case stood.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import { caseIdOf, type Did } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { ok } from "#lib/kernel/result.ts";
import { leafHash } from "#lib/log/tree.ts";
import { EMPTY_CHAIN, extendChain } from "#lib/log/trie.ts";
import { encodeAggregateProof, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import type { ParsedStatement } from "#lib/statement/envelope.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import {
  type StatementReceiptFinding,
  type StatementTrust,
  verifyStatementReceiptRead,
} from "#lib/statement/verify-receipt.ts";
import { parseWholeCase, type WholeCase, type WholeCaseState } from "./whole-case.ts";

/** An entry of the case as it stands in the file. */
export type WholeCaseEntry = {
  readonly index: number;
  readonly loggedAt: Instant;
  readonly parsed: ParsedStatement;
};

/**
 * `said`: entries about the case that could be read, in log order. `issuer`: who speaks for the index, by its
 * genesis. `size`: entries of the log that the proofs speak of. `forms`: of the case and its panels, by their keys, as
 * proven. `filed`: the evidence with which the case was reported, where the file has it.
 */
export type WholeCaseFinding = Finding & {
  readonly file?: WholeCase;
  readonly issuer?: Did | undefined;
  readonly said?: readonly WholeCaseEntry[];
  readonly size?: number;
  readonly forms?: ReadonlyMap<string, JsonObject>;
  readonly filed?: Part | undefined;
};

/** Of one receipt, in the order of {@link verifyStatementReceiptRead}. */
const OF_RECEIPTS = [
  "checkpoint",
  "log-signature",
  "inclusion",
  "statement",
  "same-log",
  "statement-signature",
] as const;

/** Checks, in order: `form`, those of all receipts together, `about-case`, `state`, `nothing-left-out`, `parts`. Never throws. */
export function verifyWholeCase(bytes: Uint8Array, trust: StatementTrust): WholeCaseFinding {
  const parsed = parseWholeCase(bytes);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    return findingOf([
      { name: "form", outcome: "fail", reason: code, detail: `${pointer || "the whole file"}: ${detail}` },
      ...[...OF_RECEIPTS, "about-case", "state", "nothing-left-out", "parts"].map((name) => ({
        name,
        outcome: "not-run" as const,
      })),
    ]);
  }
  const file = parsed.value;
  const known = new Map(
    file.keys.map(publicKeyOfDid).flatMap((key) => (key ? [[thumbprintOf(key) as string, key]] : [])),
  );
  const byThis: StatementTrust = { ...trust, keys: (thumbprint) => known.get(thumbprint) ?? trust.keys?.(thumbprint) };
  const found = file.receipts.map((receipt) => verifyStatementReceiptRead(ok(receipt), byThis));
  const entries = found.flatMap(({ index, loggedAt, parsed: statement }): WholeCaseEntry[] =>
    index === undefined || loggedAt === undefined || statement === undefined
      ? []
      : [{ index, loggedAt, parsed: statement }],
  );
  const report = entries.find(({ parsed: { hash } }) => caseIdOf(hash) === file.case);
  const founder = entries.find(({ index, parsed: { statement } }) => index === 0 && statement.kind === "index.genesis");
  const issuer = founder?.parsed.statement.issuer;
  const state = checkState(file, issuer, byThis);
  const checks: Check[] = [
    { name: "form", outcome: "pass" },
    ...OF_RECEIPTS.map((name) => worstOf(name, found)),
    checkAbout(file, entries, { report, size: state.size }),
    state.check,
    checkWhole(file),
    checkParts(file, entries),
  ];
  return {
    ...findingOf(checks),
    file,
    issuer,
    said: entries.filter((entry) => entry !== founder),
    ...(state.size === undefined ? {} : { size: state.size }),
    forms: new Map(file.state.flatMap(formOf)),
    filed: partOf(file, report),
  };
}

/** One check over all receipts: it fails where it fails for one, and says for which. */
function worstOf(name: string, found: readonly StatementReceiptFinding[]): Check {
  const own = found.map(({ checks, index }) => ({ check: checks.find((check) => check.name === name), index }));
  for (const outcome of ["fail", "not-run", "cannot-check"] as const) {
    const all = own.filter(({ check }) => (check?.outcome ?? "not-run") === outcome);
    const [first] = all;
    if (first?.check === undefined) continue;
    const { reason, detail } = first.check;
    const where = outcome === "cannot-check" && name === "log-signature" ? "" : `Entry ${first.index}: `;
    return { name, outcome, ...(reason && { reason }), ...(detail && { detail: `${where}${detail}` }) };
  }
  const detail = name === "inclusion" ? { detail: `${found.length} entries` } : {};
  return found.length === 0 ? { name, outcome: "not-run" } : { name, outcome: "pass", ...detail };
}

/**
 * The report gives the case its id, and everything else changed it. An entry that only names it was void: whoever gives the
 * file could else show it as something that was said. What is newer than the proofs nobody can tell yet.
 */
function checkAbout(
  file: WholeCase,
  entries: readonly WholeCaseEntry[],
  { report, size }: { readonly report: WholeCaseEntry | undefined; readonly size: number | undefined },
): Check {
  const name = "about-case";
  if (report === undefined || report.parsed.statement.kind !== "report.file")
    return {
      name,
      outcome: "fail",
      reason: "no-report",
      detail: "The report that opened the case is not in the file.",
    };
  const touching = new Set(file.state.flatMap(({ entries: own }) => own));
  const isOwn = (entry: WholeCaseEntry) =>
    touching.has(entry.index) || entry === report || entry.index === 0 || isNewer(entry, file.case, size);
  const stranger = entries.find((entry) => !isOwn(entry));
  if (stranger === undefined) return { name, outcome: "pass" };
  const detail = `Entry ${stranger.index} is about something else, or changed nothing.`;
  return { name, outcome: "fail", reason: "stranger", detail };
}

function isNewer({ index, parsed }: WholeCaseEntry, id: string, size = 0): boolean {
  return index >= size && parsed.statement.subject === id;
}

type StateFound = { readonly check: Check; readonly size?: number };

/** How the case and its panels stood, under one state root that the index signed. */
function checkState(file: WholeCase, issuer: Did | undefined, trust: StatementTrust): StateFound {
  const name = "state";
  const failed = (reason: string, detail: string): StateFound => ({ check: { name, outcome: "fail", reason, detail } });
  const [own, ...panels] = file.state;
  if (own === undefined) {
    const detail = "The log had no state root yet that covers the case: what came of it, only an audit tells.";
    return { check: { name, outcome: "cannot-check", reason: "no-state-root", detail } };
  }
  if (own.proof.key !== `case:${file.case}` || panels.some(({ proof }) => !isPanelOf(proof.key, file.case)))
    return failed("stranger", "A proof in the file is about something else.");
  const sizes = new Set<number>();
  let open: Check | undefined;
  for (const { proof } of file.state) {
    const found = verifyAggregateProof(encodeAggregateProof(proof), { ...trust, ...(issuer && { issuer }) });
    const fault = found.checks.find(({ outcome }) => outcome === "fail" || outcome === "not-run");
    if (fault !== undefined || !("presence" in proof) || found.size === undefined)
      return failed(fault?.reason ?? "absent", `${proof.key}: the proof does not hold.`);
    open ??= found.checks.find(({ outcome }) => outcome === "cannot-check");
    sizes.add(found.size);
  }
  const [size, other] = sizes;
  if (size === undefined || other !== undefined) return failed("several-states", "Its proofs are of different times.");
  if (open === undefined) return { check: { name, outcome: "pass", detail: `after the first ${size} entries` }, size };
  return { check: { ...open, name }, size };
}

function isPanelOf(key: string, id: string): boolean {
  return key.startsWith(`panel:${id}.`);
}

/** The chain of each aggregate runs through exactly the entries that the file lists, so that none was left out. */
function checkWhole(file: WholeCase): Check {
  const name = "nothing-left-out";
  if (file.state.length === 0) return { name, outcome: "cannot-check", reason: "no-state-root" };
  const leaves = new Map(file.receipts.map(({ index, entryBytes }) => [index, leafHash(entryBytes)]));
  for (const { entries, proof } of file.state) {
    let head = EMPTY_CHAIN;
    for (const index of entries) {
      const leaf = leaves.get(index);
      if (leaf === undefined)
        return { name, outcome: "fail", reason: "entry-missing", detail: `Entry ${index} is not in the file.` };
      head = extendChain(head, leaf);
    }
    if (!("presence" in proof) || !equalBytes(head, proof.presence.chainHead))
      return {
        name,
        outcome: "fail",
        reason: "entry-missing",
        detail: `Of ${proof.key} an entry was left out or put in.`,
      };
  }
  return { name, outcome: "pass" };
}

/** Each file is one that a statement commits to; what is missing was withheld or left out for its size. */
function checkParts(file: WholeCase, entries: readonly WholeCaseEntry[]): Check {
  const name = "parts";
  const named = new Set(entries.flatMap(({ parsed }) => (parsed.statement.parts ?? []).map(({ commit }) => commit)));
  const given = new Set(file.parts.map(commitOf));
  if ([...given].some((commit) => !named.has(commit)))
    return { name, outcome: "fail", reason: "stranger", detail: "A file in it is not the one that was filed." };
  const missing = [...named].filter((commit) => !given.has(commit));
  if (missing.length === 0)
    return { name, outcome: "pass", detail: `${given.size} ${given.size === 1 ? "file" : "files"}` };
  const detail = `${missing.length} of ${named.size} files are not in it: withheld, or left out for their size.`;
  return { name, outcome: "cannot-check", reason: "part-missing", detail };
}

function formOf({ proof }: WholeCaseState): [string, JsonObject][] {
  return "presence" in proof ? [[proof.key, proof.presence.form]] : [];
}

function partOf({ parts }: WholeCase, report: WholeCaseEntry | undefined): Part | undefined {
  const commits = new Set((report?.parsed.statement.parts ?? []).map(({ commit }) => commit));
  return parts.find((part) => commits.has(commitOf(part)));
}
