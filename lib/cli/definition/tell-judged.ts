/** Which of a publisher's real requests a definition judges, and what the others have that no test of it shows. */
import type { AnsweredRequest } from "#lib/evidence/definition/answer.ts";
import { answerLikeTest, notJudged } from "#lib/evidence/definition/not-judged.ts";
import { type NotShown, notShown } from "#lib/evidence/definition/plain/not-shown.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { type ReplayHost, withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { type Io, UsageError } from "../command.ts";
import { printable } from "../print-finding.ts";
import { type RequestLine, readRequests } from "./read-requests.ts";

type Told =
  | ({
      readonly line: number;
      readonly method: string;
      readonly target: string;
      readonly judged: boolean;
    } & Partial<NotShown>)
  | { readonly line: number; readonly broken: string };

/** `share`: from 0 to 1, of all that are requests; null where none is. */
export type Judged = {
  readonly requests: readonly Told[];
  readonly judged: number;
  readonly of: number;
  readonly share: number | null;
};

/** Errors: `UsageError` when the file cannot be read, or names no request. */
export async function judgedIn(file: string, source: Source): Promise<Judged> {
  const host = source.body.definition.tests[0]?.exchanges[0]?.request.authority;
  if (host === undefined) throw new UsageError("The definition has no test.");
  const lines = await readRequests(file, host);
  const requests = await withReplayHosts(async ({ local }) => {
    const all: Told[] = [];
    for (const line of lines) all.push(await told(line, source, local));
    return all;
  });
  const read = requests.filter((each) => "judged" in each);
  const judged = read.filter((each) => each.judged).length;
  return { requests, judged, of: read.length, share: read.length === 0 ? null : judged / read.length };
}

async function told(each: RequestLine, source: Source, host: ReplayHost): Promise<Told> {
  if ("broken" in each) return each;
  const { line, request } = each;
  const odd = notJudged(source.body.definition, request, source.material) ?? (await inVain(request, source, host));
  const target = request.path + (request.query === "?" ? "" : request.query);
  return { line, method: request.method, target, judged: odd === undefined, ...odd };
}

/** Code that says nothing of a request, since it throws or runs too long, convicts nobody whatever the request is like. */
async function inVain(
  request: AnsweredRequest["request"],
  { body: { definition }, material }: Source,
  host: ReplayHost,
): Promise<NotShown | undefined> {
  const answer = answerLikeTest(definition, request);
  if (!hasCode(definition) || answer === undefined) return undefined;
  const { result } = await host.run({ definition, material, answer });
  return result.startsWith("inconclusive:")
    ? notShown("code", `says nothing of it (${result.slice("inconclusive:".length)})`)
    : undefined;
}

export const hasBroken = ({ requests }: Judged): boolean => requests.some((each) => "broken" in each);

export function printJudged({ requests, judged, of, share }: Judged, io: Io): void {
  for (const each of requests) io.out(printable(wordsOf(each)));
  if (share !== null) io.out(`${(100 * share).toFixed(1)} % judged: ${judged} of ${of}.`);
}

const TARGET_SHOWN = 60;

function wordsOf(each: Told): string {
  if ("broken" in each) return `broken  line ${each.line}: ${each.broken}`;
  const { line, method, target, place, why } = each;
  const asked = `line ${line}: ${method} ${target.length > TARGET_SHOWN ? `${target.slice(0, TARGET_SHOWN)}…` : target}`;
  return place === undefined ? `judged  ${asked}` : `open    ${asked}  ${place}: ${why}`;
}
