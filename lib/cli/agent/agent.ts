/**
 * An agent that trusts and verifies: it pays, checks the signature of every answer, runs some of them again by the
 * provider's own definition, and keeps a bundle of each that is wrong. Nothing but the payment and the signature's check
 * stands between two calls.
 */
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Callee, isSigned, judge, judgeCharge, type Outcome, type Rules, readPaid } from "./judge.ts";
import type { Work } from "./work.ts";

export type Plan = Rules & {
  readonly callee: Callee;
  readonly work: Work;
  readonly calls: number;
  /** Part of the good answers that are run again, 0 to 1. */
  readonly auditRate: number;
  readonly dice: () => number;
  /** Told of every signed answer at once, before anything is asked about it. */
  readonly onSigned?: (exchange: HttpExchange) => void;
  readonly signal: AbortSignal;
};

/** Judgements that may be under way while calls go on. */
const MOST_OPEN = 8;

/** Makes the calls, one after another, and tells the outcome of each in their order. */
export async function* runAgent(plan: Plan): AsyncGenerator<Outcome> {
  const { callee, work, calls, signal } = plan;
  const earlier = new EarlierAnswers();
  const open: Promise<Outcome>[] = [];
  for (let at = 0; at < calls; at++) {
    signal.throwIfAborted();
    const { before, call } = work(at);
    const first = before === undefined ? undefined : readPaid(await callee.wallet.pay(before), callee);
    const read = readPaid(await callee.wallet.pay(call), callee);
    for (const answer of [first, read]) if (answer !== undefined && isSigned(answer)) plan.onSigned?.(answer.exchange);
    const outcome = judge(plan, { callee, earlier, read, isAudited: plan.dice() < plan.auditRate }).then(
      async (judged) => {
        // A call that only prepares another one is paid too.
        const isLeft = judged.kind !== "wrong" && first !== undefined && isSigned(first);
        return isLeft ? ((await judgeCharge(plan, callee, first)) ?? judged) : judged;
      },
    );
    // Whoever fails is heard in its turn.
    outcome.catch(() => undefined);
    open.push(outcome);
    if (open.length > MOST_OPEN) yield* open.splice(0, 1);
  }
  yield* open;
}
