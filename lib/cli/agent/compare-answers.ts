/** `touchstone agent compare`: what indexes told two agents, held against each other. An index that tells two people two things is convicted. */
import { parseArgs } from "node:util";
import { hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { openAnswer } from "#lib/statement/signed-answer.ts";
import { EXIT, type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { KnownIndexes, receiptOf, trustOf } from "./known-indexes.ts";

export const COMPARE_USAGE = "touchstone agent compare <book> <another book> [<book> …]";

/** Proofs go into `fraud/` of the first book. Exit: 3 when an index contradicts itself. */
export function compareAnswers(args: string[], io: Io): number {
  const { positionals: folders } = parseArgs({ args, allowPositionals: true, options: {} });
  const [first, ...others] = folders.map((folder) => new KnownIndexes(folder));
  if (first === undefined || others.length === 0) throw new UsageError("Name the folders of two agents' choices.");
  let common = 0;
  const files: string[] = [];
  const all = [first, ...others];
  for (const [at, one] of all.entries())
    for (const name of one.answerNames)
      for (const other of all.slice(at + 1)) {
        const [a, b] = [one.answer(name), other.answer(name)];
        if (a === undefined || b === undefined) continue;
        common++;
        const proof = equalBytes(a, b) ? undefined : proofOf(a, b, [one, other]);
        if (proof !== undefined) files.push(first.convict(proof.name, proof.bytes));
      }
  const found = [...new Set(files)];
  if (io.json) io.out(JSON.stringify({ common, contradictions: found }));
  else {
    io.out(
      `${common} questions were answered to both. ${found.length === 0 ? "No index contradicts itself." : ""}`.trim(),
    );
    for (const file of found) io.out(printable(`An index told them two things: ${file}`));
  }
  return found.length === 0 ? EXIT.ok : EXIT.equivocation;
}

/** Undefined where they say the same, or where neither agent knows the log's key. */
function proofOf(a: Uint8Array, b: Uint8Array, books: readonly KnownIndexes[]) {
  const opened = openAnswer(a);
  if (!opened.ok) return undefined;
  const { answer, keyid } = opened.value;
  const [named] = books
    .flatMap((book) => book.ofOrigin(answer.origin))
    .flatMap((known) => {
      const receipt = receiptOf(known, keyid);
      return receipt === undefined ? [] : [{ known, receipt }];
    });
  const receipt = named && parseReceipt(utf8Encode(named.receipt));
  if (named === undefined || receipt?.ok !== true) return undefined;
  const { known } = named;
  const proof = buildContradiction(a, b, receipt.value, known.vkey);
  const bytes = proof && encodeFraudProof(proof);
  if (bytes === undefined || !verifyFraudProof(bytes, trustOf(known)).ok) return undefined;
  return { bytes, name: `contradicting-answers-${hexEncode(sha256(bytes)).slice(0, 8)}.fraud.json` };
}
