/** What became of a report, in a line for people. */
import { caseWords } from "../report/follow-case.ts";
import type { Reported } from "./filing.ts";

export function reportedWords(reported: Reported): string {
  if (reported.status === "refused") return `${reported.file} was not reported: ${reported.reason}`;
  if (reported.status === "waiting")
    return `${reported.file} could not be sent and is kept: the next run with --report sends it again. ${reported.reason}`;
  if (reported.status === "counted")
    return `${reported.file} counts with ${reported.case}, which was reported from here today. It stays a file.`;
  const place = reported.index === undefined ? `promised, kept in ${reported.promise}` : `entry ${reported.index}`;
  const found = reported.found === null ? "" : ` ${caseWords(reported.found)}`;
  const lacks = reported.lacks === null ? "" : ` ${reported.lacks}`;
  return `${reported.file} was reported as ${reported.case}, ${place}.${found}${lacks}`;
}
