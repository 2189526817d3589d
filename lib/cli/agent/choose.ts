/** `touchstone agent choose | loss | replay`: an agent that follows one of several indexes, learns, and can be checked. */
import { parseArgs } from "node:util";
import type { AdviceFault } from "#lib/contract/held-recommendation.ts";
import { hexDecode } from "#lib/kernel/base.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import type { Certificate } from "#lib/selection/ceiling.ts";
import { ASSUMPTION_WORDS, WITHOUT_WORDS } from "#lib/selection/ceiling-words.ts";
import { DEFAULT_ENGINE, ENGINE_NAMES } from "#lib/selection/engines.ts";
import { type LiveRegret, liveRegret } from "#lib/selection/live-regret.ts";
import { replay } from "#lib/selection/replay.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { printable, printFinding } from "../print-finding.ts";
import { type Advice, askIndexes, type Need } from "./ask-indexes.ts";
import { lossOfCase } from "./case-loss.ts";
import { openBook, readRecord } from "./choice-book.ts";
import { drawIndex, granted } from "./draw-index.ts";
import { KnownIndexes } from "./known-indexes.ts";

/** What is to be known of those that name nobody. */
export function adviceLines(advice: readonly Advice[]): string[] {
  return advice.flatMap((each) => {
    if ("asleep" in each) return [`${each.index} is passed over this time. ${each.asleep}`];
    return "fault" in each ? [`${each.index} is not believed (${each.fault.code}). ${each.fault.detail}`] : [];
  });
}

export function faultsOf(advice: readonly Advice[]): Map<string, AdviceFault> {
  return new Map(
    advice.flatMap((each): [string, AdviceFault][] => ("fault" in each ? [[each.index, each.fault]] : [])),
  );
}

const text = { type: "string" } as const;
const many = { type: "string", multiple: true } as const;

export const CHOOSE_USAGE = `touchstone agent choose --book <folder> --index <url> [--index <url> …] --category <word> --unit <word> --currency <word>
                 [--tolerance <A to E>] [--days <n>] [--loss <amount> [--budget <amount>]] [--max-price <for 1,000>]
                 [--says <index>=<provider> …] [--asleep <index> …] [--engine <engine>]
touchstone agent loss --book <folder> <ticket> <loss from 0 to 1 | never>
touchstone agent loss --book <folder> <ticket> --case <case_…> --url <index>
touchstone agent replay <record.jsonl> [--seed <64 hex digits>]`;

const OPTIONS = {
  book: text,
  index: many,
  category: text,
  unit: text,
  currency: text,
  tolerance: text,
  days: text,
  loss: text,
  budget: text,
  "max-price": text,
  says: many,
  asleep: many,
  engine: text,
} as const;

/** Draws an index among those that name a provider, by what earlier losses taught. Prints the ticket. */
export async function choose(args: string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const folder = folderOf(values.book);
  const engine = ENGINE_NAMES.find((name) => name === (values.engine ?? DEFAULT_ENGINE));
  if (engine === undefined) throw new UsageError(`--engine is one of: ${ENGINE_NAMES.join(", ")}.`);
  const told = (values.says ?? []).map(readSays);
  const advice = await askIndexes(values.index ?? [], needOf(values), { known: new KnownIndexes(folder), io });
  for (const line of adviceLines(advice)) io.err(printable(line));
  const named = advice.flatMap((each): [string, string][] => ("provider" in each ? [[each.index, each.provider]] : []));
  const recommendations = [...named, ...told];
  const names = [...advice.map(({ index }) => index), ...told.map(([index]) => index)];
  if (names.length === 0) throw new UsageError("--index asks an index; --says tells what one recommends.");
  if (new Set(names).size < names.length) throw new UsageError("Each index says one thing.");
  if (recommendations.length === 0) throw new IncompleteError("No index names a provider now.");
  const fresh = { engine, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000 };
  const book = openBook(folder, fresh);
  const { agent, close } = book;
  try {
    if (values.engine !== undefined && engine !== agent.engine)
      throw new UsageError(`This book was begun with ${agent.engine}.`);
    const { choice, losses } = drawIndex(book, {
      recommendations,
      faults: faultsOf(advice),
      asleep: values.asleep ?? [],
    });
    for (const { ticket, index } of losses)
      if (!io.json) io.out(printable(`Ticket ${ticket} fell on ${index}, which is not believed: it lost 1.`));
    if (io.json) io.out(JSON.stringify(choice));
    else
      io.out(
        printable(
          `Ticket ${choice.ticket}: use ${choice.provider}, as ${choice.index} says (${percent(choice.probability)}; all that say so ${percent(choice.providerProbability)}).`,
        ),
      );
    return EXIT.ok;
  } finally {
    close();
  }
}

function readSays(says: string): [string, string] {
  const at = says.lastIndexOf("=");
  if (at < 1 || at === says.length - 1) throw new UsageError("--says is <index>=<provider>.");
  return [says.slice(0, at), says.slice(at + 1)];
}

type NeedWords = { readonly [word in Exclude<keyof Need, "max_price">]?: string | undefined } & {
  readonly index?: readonly string[] | undefined;
  readonly "max-price"?: string | undefined;
};

/** Errors: `UsageError` where indexes are asked and no market is named. */
export function needOf({ index = [], category, unit, currency, "max-price": max_price, ...rest }: NeedWords): Need {
  if (index.length === 0) return { category: "", unit: "", currency: "" };
  if (category === undefined || unit === undefined || currency === undefined)
    throw new UsageError("--category, --unit and --currency name the market: indexes are compared within one.");
  const { tolerance, days, loss, budget } = rest;
  return { category, unit, currency, tolerance, days, loss, budget, max_price };
}

/** What a choice lost, once: as it is said, or as a case was decided. */
export async function tellLoss(args: string[], io: Io): Promise<number> {
  const options = { book: text, case: text, url: text } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const { case: ofCase, url } = values;
  const [ticketText = "", lossText, more] = positionals;
  const isSaid = lossText !== undefined && lossText !== "";
  if (!/^\d{1,15}$/.test(ticketText) || isSaid === (ofCase !== undefined) || more !== undefined)
    throw new UsageError("Name the ticket and its loss, from 0 to 1, or never; or --case, at the index --url.");
  if (ofCase !== undefined && url === undefined) throw new UsageError("--case needs --url: the index that decides it.");
  const folder = folderOf(values.book);
  const ticket = Number(ticketText);
  const said = lossText === "never" ? lossText : Number(lossText);
  const loss =
    ofCase === undefined || url === undefined
      ? said
      : await lossOfCase(ofCase, url, { known: new KnownIndexes(folder), io });
  const { agent, append, close } = openBook(folder, undefined);
  try {
    const { isNew } = granted(loss === "never" ? agent.expire(ticket) : agent.report(ticket, loss));
    if (isNew) append(loss === "never" ? { kind: "expiry", ticket } : { kind: "report", ticket, loss });
    if (io.json) io.out(JSON.stringify({ ticket, loss, isNew, open: agent.openTickets }));
    else io.out(isNew ? "Noted." : "This ticket was closed before: nothing changed.");
    return EXIT.ok;
  } finally {
    close();
  }
}

/** Computes every probability of a record again. Exit: 1 when the agent did not keep to its rule. */
export function replayRecord(args: string[], io: Io): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { seed: text } });
  const [file, more] = positionals;
  if (file === undefined || more !== undefined) throw new UsageError("Name the record: record.jsonl of the book.");
  const seed = values.seed === undefined ? undefined : hexDecode(values.seed);
  if (values.seed !== undefined && seed?.length !== 32) throw new UsageError("--seed has 64 hex digits.");
  const { record } = readRecord(file);
  const { agent, choices, largestDifference, ...finding } = replay(record, seed);
  const regret = liveRegret(record);
  const certificate = agent?.certificate() ?? null;
  const open = agent?.openTickets ?? [];
  if (!io.json) for (const line of [...averageLines(regret), ...ceilingLines(certificate)]) io.out(printable(line));
  if (!io.json && open.length > 0) io.out(`Open tickets: ${open.join(", ")}.`);
  const kept = `${choices} choices by ${record.head.engine}: `;
  const conclusion = finding.ok
    ? `${kept}every probability is the rule's${seed === undefined ? "; the draws wait for the seed" : ", and so is every draw"}.`
    : `${kept}${choices === 0 ? "nothing to compare." : "the agent did not keep to its rule, or the record is not its own."}`;
  printFinding(io, finding, conclusion, { choices, largestDifference, regret, certificate, open });
  return finding.ok ? EXIT.ok : EXIT.tampered;
}

/** First what was, then what is estimated. */
function averageLines({ calls, averageLoss, indexes, estimated }: LiveRegret): string[] {
  if (averageLoss === null || estimated === null) return ["No loss is known yet."];
  const followed = indexes.map(({ index, calls: own, averageLoss: average }) =>
    average === null ? `  ${index}: never` : `  ${index}: ${average.toFixed(3)}, ${callsOf(own)}`,
  );
  const { best, value, low, high } = estimated;
  return [
    `Average loss ${averageLoss.toFixed(3)} a call, ${callsOf(calls)}. Where the provider was one that this index named:`,
    ...followed,
    `Estimated: ${value.toFixed(1)} lost more than by always following ${best} (90 % between ${low.toFixed(1)} and ${high.toFixed(1)}).`,
  ];
}

function ceilingLines(certificate: Certificate | null): string[] {
  if (certificate === null || certificate.rounds === 0) return [];
  const { ceiling, without, assumptions, rounds } = certificate;
  if (ceiling === null) return [`Proven ceiling: none, since ${WITHOUT_WORDS[without ?? "no-proof-for-engine"]}.`];
  const taken = assumptions.map((assumption) => ASSUMPTION_WORDS[assumption]).join("; ");
  return [
    `Proven ceiling so far: on average at most ${ceiling.toFixed(1)} more than any one index in ${rounds} rounds. Taken for granted: ${taken}.`,
  ];
}

function folderOf(book: string | undefined): string {
  if (book === undefined) throw new UsageError("--book is the folder in which the choices are kept.");
  return book;
}

const callsOf = (count: number) => (count === 1 ? "1 call" : `${count} calls`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
