/** Which of a publisher's real requests a definition judges, and what the others have that no test of it shows. */

import { notJudged } from "#lib/evidence/definition/not-judged.ts";
import type { NotShown } from "#lib/evidence/definition/not-shown.ts";
import type { Material } from "#lib/evidence/definition/run-definition.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { type RequestLine, readRequests } from "./read-requests.ts";

/** `share`: from 0 to 1, of all that are requests; null where none is. */
export type Judged = {
  readonly requests: readonly (
    | ({
        readonly line: number;
        readonly method: string;
        readonly target: string;
        readonly judged: boolean;
      } & Partial<NotShown>)
    | { readonly line: number; readonly broken: string }
  )[];
  readonly judged: number;
  readonly of: number;
  readonly share: number | null;
};

/** Errors: `UsageError` when the file cannot be read, or names no request. */
export async function judgedIn(file: string, definition: Definition, material: Material): Promise<Judged> {
  const host = definition.tests[0]?.exchanges[0]?.request.authority;
  if (host === undefined) throw new UsageError("The definition has no test.");
  const requests = (await readRequests(file, host)).map((each) => told(each, { definition, material }));
  const read = requests.filter((each) => "judged" in each);
  const judged = read.filter((each) => each.judged).length;
  return { requests, judged, of: read.length, share: read.length === 0 ? null : judged / read.length };
}

type Source = { readonly definition: Definition; readonly material: Material };

function told(each: RequestLine, { definition, material }: Source): Judged["requests"][number] {
  if ("broken" in each) return each;
  const { line, request } = each;
  const odd = notJudged(definition, request, material);
  const target = request.path + (request.query === "?" ? "" : request.query);
  return { line, method: request.method, target, judged: odd === undefined, ...odd };
}

export const hasBroken = ({ requests }: Judged): boolean => requests.some((each) => "broken" in each);

export function printJudged({ requests, judged, of, share }: Judged, io: Io): void {
  for (const each of requests) io.out(printable(wordsOf(each)));
  if (share !== null) io.out(`${(100 * share).toFixed(1)} % judged: ${judged} of ${of}.`);
}

const TARGET_SHOWN = 60;

function wordsOf(each: Judged["requests"][number]): string {
  if ("broken" in each) return `broken  line ${each.line}: ${each.broken}`;
  const { line, method, target, place, why } = each;
  const asked = `line ${line}: ${method} ${target.length > TARGET_SHOWN ? `${target.slice(0, TARGET_SHOWN)}…` : target}`;
  return place === undefined ? `judged  ${asked}` : `open    ${asked}  ${place}: ${why}`;
}
