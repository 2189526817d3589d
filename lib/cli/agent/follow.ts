/**
 * An agent at work: it asks several indexes, follows one, pays what may be kept there, calls, verifies, runs some answers again, and
 * writes down what it lost. Whenever it is killed, the next start goes on from its record.
 */
import { setTimeout as wait } from "node:timers/promises";
import { priceMicros } from "#lib/contract/market-views.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import type { Choice } from "#lib/selection/agent.ts";
import { type CallOutcome, lossOf } from "#lib/selection/losses.ts";
import { IncompleteError, type Io } from "../command.ts";
import { clocksOf } from "../index-clock.ts";
import { RemoteIndex } from "../remote-index.ts";
import { paidAnswers, UNANSWERED } from "./agent.ts";
import { type Sample, type Seat, sampleOf } from "./agreement.ts";
import { type Advice, askIndexes, type NamedOffer, type Need } from "./ask-indexes.ts";
import type { ChoiceBook } from "./choice-book.ts";
import { faultsOf } from "./choose.ts";
import { drawIndex, granted } from "./draw-index.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import type { Closed, FollowedCases } from "./followed-cases.ts";
import { aboutProvider, introduce, mustSignNow, promises } from "./introduce.ts";
import { type Callee, isSigned, judge, type Outcome, type Rules } from "./judge.ts";
import type { KnownIndexes } from "./known-indexes.ts";
import { Purse } from "./purse.ts";
import { Wallet } from "./wallet.ts";
import type { Work } from "./work.ts";

export type FollowPlan = {
  readonly book: ChoiceBook;
  readonly known: KnownIndexes;
  readonly indexes: readonly string[];
  readonly need: Need;
  readonly rules: Rules;
  readonly work: Work;
  readonly rounds: number;
  /** Part of the good answers that are run again, 0 to 1. */
  readonly auditRate: number;
  /** Part of the rounds in which other services are asked the same, 0 to 1; preset: none. */
  readonly agreementRate?: number;
  readonly dice: () => number;
  /** Where a service is called, by its id; undefined: nobody knows. */
  readonly addressOf: (service: string) => URL | undefined;
  /** The latency that is as bad as none. */
  readonly latencyLimitMs: number;
  /** Told of every signed answer at once. */
  readonly onSigned?: (exchange: HttpExchange) => void;
  readonly monotonicMs: () => number;
  /** By which services date what they sign, where it is known; preset: that of the index that names one. */
  readonly clock?: Clock;
  /** Tickets that wait for the cases that were made of their calls. Without it none does. */
  readonly cases?: FollowedCases;
  readonly io: Pick<Io, "signal" | "env">;
  /** Pauses while no index answers, in ms; then it gives up. Preset: seven that double, two minutes in all. */
  readonly pausesMs?: readonly number[];
};

/**
 * `outcome`: null where nothing was called: no more may be kept there, or the service promises another definition. `losses`: draws that
 * fell on an index at fault. `waits`: the loss is what the agent saw; what it counts is told by the case. `closed`: earlier tickets.
 * `sample`: of a round in which others were asked the same; the first answer is that of the service that was followed.
 */
export type Round = {
  readonly choice: Choice;
  readonly advice: readonly Advice[];
  readonly losses: readonly { readonly ticket: number; readonly index: string }[];
  readonly callee: Callee | null;
  readonly outcome: Outcome | null;
  readonly loss: number | null;
  readonly waits: boolean;
  readonly closed: readonly Closed[];
  readonly sample: Sample | null;
};

const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000];

/** Errors: `IncompleteError` when no index answers for so long. What was told before is on the disk. */
export async function* follow(plan: FollowPlan): AsyncGenerator<Round> {
  const { book, cases } = plan;
  let closed = cases?.settle(book) ?? [];
  const waiting = new Set(cases?.tickets);
  // What was under way when the agent before this one ended: nobody will know.
  for (const ticket of book.agent.openTickets.filter((each) => !waiting.has(each))) {
    granted(book.agent.expire(ticket));
    book.append({ kind: "expiry", ticket });
  }
  const caller = new Caller(plan);
  for (let at = 0; at < plan.rounds; at++) {
    plan.io.signal.throwIfAborted();
    const decided = await cases?.ask(book);
    if (decided !== undefined) closed = [...closed, decided];
    const advice = await askPatiently(plan);
    const recommendations = advice.flatMap((each): [string, string][] =>
      isCallable(each, plan) ? [[each.index, each.provider]] : [],
    );
    const { choice, losses } = drawIndex(book, { recommendations, faults: faultsOf(advice) });
    const named = advice.flatMap((each) => ("offer" in each && each.index === choice.index ? [each] : []))[0];
    const called = named === undefined ? undefined : await caller.call(named, choice, at);
    const { callee = null, outcome = null, loss = null, sample = null } = called ?? {};
    const { ticket } = choice;
    // No case comes of what cannot be shown yet: what was seen counts at once.
    const group = outcome?.kind === "wrong" && outcome.repeats === undefined ? outcome.finding.fault?.group : undefined;
    const waits = loss !== null && (cases?.hold(ticket, group, loss) ?? false);
    if (!waits) {
      granted(loss === null ? book.agent.expire(ticket) : book.agent.report(ticket, loss));
      book.append(loss === null ? { kind: "expiry", ticket } : { kind: "report", ticket, loss });
    }
    yield { choice, advice, losses, callee, outcome, loss, waits, closed, sample };
    closed = [];
  }
}

/** A network that is away for a while costs time and no ticket. */
async function askPatiently(plan: FollowPlan): Promise<Advice[]> {
  const { indexes, need, known, io, pausesMs = PAUSES_MS } = plan;
  for (const pause of [...pausesMs, null]) {
    const advice = await askIndexes(indexes, need, { known, io });
    if (pause === null || advice.some((each) => isCallable(each, plan))) return advice;
    await wait(pause, undefined, { signal: io.signal });
  }
  return [];
}

type Named = Extract<Advice, { readonly provider: string }>;

/** Names a service whose address is known. */
function isCallable(advice: Advice, { addressOf }: FollowPlan): advice is Named {
  return "provider" in advice && addressOf(advice.offer.service.id) !== undefined;
}

type Called = {
  readonly callee: Callee | null;
  readonly outcome: Outcome;
  readonly loss: number;
  readonly sample: Sample | null;
};
type Met = Seat & { readonly wallet: Wallet };
type Stand = { readonly offer: NamedOffer; readonly met: Met };

/** Asked beside the service that is followed, at most: of three answers one can be the odd one out. */
const MOST_BESIDE = 2;

/** Who calls, with what it knows of each service. */
class Caller {
  readonly #plan: FollowPlan;
  readonly #purse = new Purse();
  readonly #met = new Map<string, Met>();
  readonly #clockOf: ReturnType<typeof clocksOf>;

  constructor(plan: FollowPlan) {
    this.#plan = plan;
    const { clock } = plan;
    this.#clockOf = clock === undefined ? clocksOf(plan.io) : async () => clock;
  }

  /** Undefined: nothing was called. */
  async call(named: Named, choice: Choice, at: number): Promise<Called | undefined> {
    const { offer } = named;
    const { agreementRate = 0, latencyLimitMs, dice } = this.#plan;
    const met = await this.#prepared(offer, choice);
    // Somebody else's promise is no fault of whoever named him, and not what was asked for.
    if (met === undefined) return undefined;
    // Whom the index names is not at that address, or is somebody else: no answer of his has a signature that counts.
    if (typeof met === "string") {
      const outcome: Outcome = { kind: "unsigned", reason: met };
      return { callee: null, outcome, loss: this.#lossOf(outcome, { offer, latencyMs: latencyLimitMs }), sample: null };
    }
    const beside = agreementRate > 0 && dice() < agreementRate ? await this.#beside(named, choice, at) : [];
    const { callee } = met;
    const timed = this.#timed(met);
    const sample = beside.length === 0 ? null : await this.#sampled([timed, ...beside.map((one) => one.met)], at);
    const outcome = sample?.answers[0]?.outcome ?? (await this.#judged(timed, at));
    for (const one of [{ offer, met }, ...beside]) this.#purse.keep(one.offer, one.met.wallet);
    return { callee, outcome, loss: this.#lossOf(outcome, { offer, latencyMs: timed.latencyMs() }), sample };
  }

  async #judged({ callee, earlier }: Seat, at: number): Promise<Outcome> {
    const { rules, work, auditRate, dice, onSigned, io } = this.#plan;
    const paid = await paidAnswers(callee, work(at)).catch((error: unknown) => refusedOr(error, io.signal));
    const { read, by } = typeof paid === "string" ? { read: UNANSWERED, by: callee } : paid;
    if (isSigned(read)) onSigned?.(read.exchange);
    return await judge(rules, { callee: by, earlier, read, isAudited: dice() < auditRate });
  }

  async #sampled(seats: readonly Seat[], at: number): Promise<Sample> {
    const { rules, work, auditRate, dice, onSigned, io } = this.#plan;
    return await sampleOf({ ...rules, work, auditRate, dice, onSigned, signal: io.signal }, seats, at);
  }

  /** Other services that may be paid, each round beginning with another. Who is not whom the index names is passed over. */
  async #beside({ offer: own, others }: Named, choice: Choice, at: number): Promise<Stand[]> {
    const from = at % Math.max(1, others.length);
    const found = new Map<string, Stand>();
    for (const offer of [...others.slice(from), ...others.slice(0, from)]) {
      const { id } = offer.service;
      const isAsked = id === own.service.id || found.has(id);
      if (isAsked || found.size === MOST_BESIDE || this.#plan.addressOf(id) === undefined) continue;
      const met = await this.#prepared(offer, choice);
      if (typeof met === "object") found.set(id, { offer, met });
    }
    return [...found.values()];
  }

  /** With calls paid, or room kept for some. Undefined: nothing can be called there. A word: why it is not who was named. */
  async #prepared(offer: NamedOffer, choice: Choice): Promise<Met | string | undefined> {
    const { io, need } = this.#plan;
    const met = await this.#meet(offer, choice).catch((error: unknown) => refusedOr(error, io.signal));
    if (typeof met !== "object" || met.wallet.left >= 2) return met;
    const room = this.#purse.room(offer, need.budget);
    // Some work takes two calls.
    if (room < 2) return undefined;
    // Not all at once: the next index may name another service that the same instance sells.
    const left = Math.max(2, Math.floor(room / 4));
    met.wallet.bound(left);
    this.#purse.keep(offer, { left });
    return met;
  }

  /** The same seat, with a watch on its calls: what others take beside it is not its latency. */
  #timed({ callee, earlier }: Met): Seat & { readonly latencyMs: () => number } {
    const { monotonicMs } = this.#plan;
    const begun = monotonicMs();
    let ended = begun;
    const pay: Callee["wallet"]["pay"] = async (call) => {
      try {
        return await callee.wallet.pay(call);
      } finally {
        ended = monotonicMs();
      }
    };
    return { callee: { ...callee, wallet: { pay } }, earlier, latencyMs: () => ended - begun };
  }

  /** Undefined: the service promises another definition. */
  async #meet({ service }: NamedOffer, { index }: Choice): Promise<Met | string | undefined> {
    const known = this.#met.get(service.id);
    if (known !== undefined) {
      await mustSignNow(known.callee);
      return known;
    }
    const { addressOf, rules, io } = this.#plan;
    const url = addressOf(service.id);
    if (url === undefined) return "no-address";
    const about = await aboutProvider(url, io);
    const remote = new RemoteIndex(index, io);
    const { versions } = rules;
    if (about.definition !== rules.definition) {
      const at = ((await this.#clockOf(remote)) ?? machineClock)();
      if (!(await promises(about, { versions, at, by: url.href }))) return undefined;
    }
    const means = { remote, io, clockOf: this.#clockOf, ...(versions && { versions }) };
    const callee = await introduce(url, about.definition, means);
    if (callee.provider !== service.id) return "other-provider";
    const wallet = new Wallet(url, io.signal);
    const met = { callee: { ...callee, wallet }, wallet, earlier: new EarlierAnswers() };
    this.#met.set(service.id, met);
    return met;
  }

  #lossOf(outcome: Outcome, { offer, latencyMs }: { readonly offer: NamedOffer; readonly latencyMs: number }): number {
    const { max_price } = this.#plan.need;
    const price = Number(priceMicros(offer.price));
    const priceLimit = max_price === undefined ? 0 : Number(priceMicros(max_price));
    return lossOf({
      ...{ outcome: callOutcomeOf(outcome), latencyMs, latencyLimitMs: this.#plan.latencyLimitMs },
      // Without a most that anybody would pay, prices are not compared.
      ...(priceLimit > 0 ? { price, priceLimit } : { price: 0, priceLimit: 1 }),
      ...{ value: 1, cap: 1 },
    });
  }
}

/** What the agent saw itself. An answer that was not run again, and one that nobody can judge, are no evidence. */
export function callOutcomeOf({ kind }: Outcome): CallOutcome {
  switch (kind) {
    case "unsigned":
      return { kind: "signature", is: "invalid" };
    case "unanswered":
      return { kind: "signature", is: "missing" };
    case "wrong":
      return { kind: "rerun", isEqual: false };
    case "trusted":
    case "verified":
    case "inconclusive":
      return { kind: "rerun", isEqual: true };
  }
}

/** What a provider or index does wrong is an outcome; what ends the agent is not. */
function refusedOr(error: unknown, signal: AbortSignal): string {
  if (error instanceof IncompleteError && !signal.aborted) return error.message;
  throw error;
}
