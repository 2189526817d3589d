/** `touchstone agent follow`: asks several indexes, follows one, pays, calls, verifies, and learns what it cost. */
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { hexEncode } from "#lib/kernel/base.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { parseMoney } from "#lib/reputation/money.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { type Io, UsageError } from "../command.ts";
import { readNamed } from "../definition/read-named.ts";
import { trustIn } from "../evidence/check-here.ts";
import { printable } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";
import { openBook } from "./choice-book.ts";
import { adviceLines, needOf } from "./choose.ts";
import { EvidenceDesk, moreWords } from "./desk.ts";
import { exitOf, runToEnd } from "./end-run.ts";
import { follow } from "./follow.ts";
import { type Closed, FollowedCases } from "./followed-cases.ts";
import { KnownIndexes } from "./known-indexes.ts";
import { openCommitter } from "./open-committer.ts";
import { readAsked } from "./read-asked.ts";
import { reportedWords } from "./reported-words.ts";
import { AgreementTally, Tally } from "./tally.ts";
import { versionsOf, versionsWords } from "./versions.ts";
import { workOf } from "./work.ts";

export const FOLLOW_USAGE = `touchstone agent follow --book <folder> --index <url> [--index <url> …] --category <word> --unit <word> --currency <word>
                 --definition <definition.json | def_…> [--ask <calls.jsonl>] --at <prv_…>=<url> [--at …] [--rounds <n>] [--audit <part of answers>] [--latency <ms>]
                 [--agree <part of rounds>]
                 [--tolerance <A to E>] [--days <n>] [--loss <amount> [--budget <amount>]] [--max-price <for 1,000>]
                 [--out <folder>] [--url <index> [--report]]`;

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  ...{ book: text, index: many, category: text, unit: text, currency: text, tolerance: text, days: text, loss: text },
  ...{ budget: text, "max-price": text, definition: text, at: many, rounds: text, audit: text, latency: text },
  ...{ agree: text, ask: text, out: text, url: text, report: flag },
} as const;

/** Exit: 1 when an answer was wrong. */
export async function followIndexes(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { book: folder, index: indexes = [], definition: named, out = "evidence", url, report = false } = values;
  if (folder === undefined) throw new UsageError("--book is the folder in which the choices are kept.");
  if (indexes.length === 0) throw new UsageError("--index names an index to ask.");
  if (named === undefined) throw new UsageError("--definition names what services promise: a file, or def_… at --url.");
  if (report && url === undefined) throw new UsageError("--report needs --url: the index that takes the report.");
  for (const money of [values.loss, values.budget, values["max-price"]]) {
    const read = money === undefined ? undefined : parseMoney(money);
    if (read?.ok === false) throw new UsageError(`${money}: ${read.error.detail}`);
  }
  const need = needOf(values);
  const addresses = new Map((values.at ?? []).map(addressIn));
  const rounds = numberOf("rounds", values.rounds ?? "20", (rounds) => Number.isInteger(rounds) && rounds >= 1);
  const auditRate = numberOf("audit", values.audit ?? "0.1", (rate) => rate >= 0 && rate <= 1);
  const agreementRate = numberOf("agree", values.agree ?? "0", (rate) => rate >= 0 && rate <= 1);
  const latencyLimitMs = numberOf("latency", values.latency ?? "10000", (ms) => ms >= 1);
  const asked = values.ask === undefined ? undefined : await readAsked(values.ask);
  const remote = url === undefined ? undefined : new RemoteIndex(url, io);
  const source = await readNamed(named, remote, io);
  const definition = hexEncode(definitionHash(source.body.definition));
  const work = workOf(source.body.definition, { asked, random: (count) => randomBytes(count) });
  const trust = await trustIn(remote, io);
  const committer = url === undefined ? undefined : await openCommitter(url, io);
  const desk = new EvidenceDesk({ out, committer, io, ...(report && { reportsTo: remote?.address }) });
  const fresh = { engine: DEFAULT_ENGINE, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000 };
  const book = openBook(folder, fresh);
  const closed: Closed[] = [];
  const tally = new Tally();
  const agreement = new AgreementTally();
  const said = new Set<string>();
  return await withReplayHosts(async (hosts) => {
    const known = new KnownIndexes(folder);
    const cases = new FollowedCases(folder, { known, io, url: report ? remote?.address : undefined, now: Date.now });
    const checker = { trust, remote, hosts };
    const versions = remote && versionsOf({ own: definition, named, remote });
    let lost = 0;
    let unpaid = 0;
    const run = async (): Promise<void> => {
      const plan = {
        ...{ book, known, cases, indexes, need },
        rules: { source, definition, checker, isMadeUp: asked !== undefined, ...(versions && { versions }) },
        ...{
          work,
          rounds,
          auditRate,
          agreementRate,
          dice: Math.random,
          latencyLimitMs,
          io,
        },
        addressOf: (service: string) => addresses.get(service),
        monotonicMs: () => performance.now(),
        onSigned: (exchange: Parameters<NonNullable<typeof committer>["add"]>[0]) => committer?.add(exchange),
      };
      for await (const { advice, outcome, loss, closed: ended, sample } of follow(plan)) {
        closed.push(...ended);
        // Once for each reason: an index that is away for a day is away in every round.
        for (const line of adviceLines(advice))
          if (!said.has(line)) {
            said.add(line);
            io.err(printable(line));
          }
        if (outcome === null) unpaid++;
        else tally.add(outcome);
        if (sample !== null) agreement.add(sample);
        const others = sample?.answers.slice(1).map((answer) => answer.outcome) ?? [];
        for (const found of [outcome, ...others]) if (found?.kind === "wrong") await desk.take(found);
        lost += loss ?? 0;
      }
    };
    const filing = report && remote !== undefined ? { remote, checker, waitSeconds: 0, io } : undefined;
    const { kept, reports = [], away } = await runToEnd(run, { desk, committer, io, filing });
    closed.push(...cases.settle(book));
    const files = kept.map(({ file }) => file);
    const { calls, counts } = tally;
    const open = book.agent.openTickets.length;
    const { samples, agreed, rows: providers } = agreement;
    const ended = {
      files,
      more: desk.more,
      reports,
      closed,
      samples,
      agreed,
      providers,
      versions: [...(versions?.learned ?? [])],
    };
    if (io.json) io.out(JSON.stringify({ rounds: calls + unpaid, unpaid, lost, ...counts, open, ...ended }));
    else {
      io.out(tally.words);
      for (const line of versionsWords(versions)) io.out(line);
      if (samples > 0) agreement.print(io);
      if (unpaid > 0)
        io.out(
          `${unpaid} times nothing was called: no more may be kept there, or the service promises another definition.`,
        );
      if (calls > 0)
        io.out(
          `Average loss ${(lost / calls).toFixed(3)} a call. touchstone agent replay ${folder}/record.jsonl tells of each index.`,
        );
      if (desk.more > 0) io.out(moreWords(desk.more));
      for (const reported of reports) io.out(printable(reportedWords(reported)));
      for (const line of closed.map(closedWords)) io.out(printable(line));
      if (open > 0) io.out(`${open} tickets wait for their cases.`);
    }
    return exitOf(counts.wrong + agreement.total.counts.wrong, away, io);
  }).finally(book.close);
}

function closedWords({ ticket, case: id, loss, by }: Closed): string {
  const why = id === null ? "no case was made of it" : by === "case" ? `as ${id} was decided` : `${id} decides nothing`;
  return `Ticket ${ticket} lost ${loss.toFixed(2)}: ${why}${by === "own" ? ", and what was seen counts" : ""}.`;
}

function addressIn(says: string): [string, URL] {
  const at = says.indexOf("=");
  const [service, url] = [says.slice(0, at), says.slice(at + 1)];
  if (/^prv_[a-z2-7]{26}$/.test(service) && /^https?:/i.test(url) && URL.canParse(url)) return [service, new URL(url)];
  throw new UsageError("--at is <prv_…>=<address of the service>.");
}

function numberOf(name: string, said: string, fits: (number: number) => boolean): number {
  const number = Number(said);
  if (said.trim() !== "" && fits(number)) return number;
  throw new UsageError(`--${name} ${said} is none: see touchstone help agent.`);
}
