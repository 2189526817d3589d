/** What became of a report, in a line for people. */
import { asInstant, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { caseWords } from "../report/follow-case.ts";
import type { Reported } from "./filing.ts";
import type { Repeated } from "./judge.ts";

export function reportedWords(reported: Reported): string {
  if (reported.status === "held") return heldWords(reported, reported.isKept);
  if (reported.status === "refused") return `${reported.file} was not reported: ${reported.reason}`;
  if (reported.status === "waiting")
    return `${reported.file} could not be sent and is kept: the next run with --report sends it again, and "touchstone report send" does at once. ${reported.reason}`;
  if (reported.status === "counted")
    return `${reported.file} counts with ${reported.case}, which was reported from here today. It stays a file.`;
  const place = reported.index === undefined ? `promised, kept in ${reported.promise}` : `entry ${reported.index}`;
  const found = reported.found === null ? "" : ` ${caseWords(reported.found)}`;
  const lacks = reported.lacks === null ? "" : ` ${reported.lacks}`;
  return `${reported.file} was reported as ${reported.case}, ${place}.${found}${lacks}`;
}

/** Why evidence of a lie is shown to nobody yet, and what is done or to be done. `isKept`: a later run sends it. */
export function heldWords({ file, ...repeated }: Repeated & { readonly file: string }, isKept: boolean): string {
  const then = isKept
    ? `The first run with --report after that end, or "touchstone report send", files one report for all like it.`
    : `Make it useless first: spend the token, or wait for its end. Then, or to give it up at once: touchstone report file ${file} --give-up-token`;
  return `${file} is held back, and counts as wrong all the same: ${repeatedWords(repeated)} ${then}`;
}

export function repeatedWords({ field, endsAt }: Repeated): string {
  const until = endsAt === null ? "for ever" : `until ${formatInstant(asInstant(endsAt * SECOND_MS))}`;
  return `the answer repeats what the call was made with (${field}), and whoever reads it could use that ${until}.`;
}
