/**
 * An agent that trusts and verifies: it pays, checks the signature of every answer, runs some of them again by the
 * provider's own definition, and keeps a bundle of each that is wrong. Nothing but the payment and the signature's check
 * stands between two calls.
 */
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { keyNamedIn } from "#lib/evidence/signing/verify-response.ts";
import { IncompleteError } from "../command.ts";
import type { Call } from "./call.ts";
import { EarlierAnswers, type SignedAnswer } from "./earlier-answers.ts";
import { type Callee, isSigned, judge, judgeCharge, type Outcome, type Rules, readPaid } from "./judge.ts";
import type { Paid } from "./wallet.ts";
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
/** Calls in a row without a whole answer, after which the provider counts as away. */
const MOST_LOST = 3;

/**
 * Makes the calls, one after another, and tells the outcome of each in their order. Errors: `IncompleteError` when the
 * provider is away; all that it answered before was told by then, so that nobody hides a lie by hanging up.
 */
export async function* runAgent(plan: Plan): AsyncGenerator<Outcome> {
  const { callee, work, calls, signal } = plan;
  const earlier = new EarlierAnswers();
  const open: Promise<Outcome>[] = [];
  let lost = 0;
  for (let at = 0; at < calls; at++) {
    signal.throwIfAborted();
    const paid: Answered | IncompleteError = await paidAnswers(callee, work(at)).catch((error: unknown) => {
      if (error instanceof IncompleteError && !signal.aborted) return error;
      throw error;
    });
    lost = paid instanceof IncompleteError ? lost + 1 : 0;
    if (paid instanceof IncompleteError) {
      open.push(Promise.resolve(UNANSWERED));
      if (lost < Math.min(MOST_LOST, calls)) continue;
      yield* open;
      throw paid;
    }
    const { read, first, by } = paid;
    for (const answer of [first, read]) if (answer !== undefined && isSigned(answer)) plan.onSigned?.(answer.exchange);
    const outcome = judge(plan, { callee: by, earlier, read, isAudited: plan.dice() < plan.auditRate }).then(
      (judged) => (judged.kind === "wrong" ? judged : chargedBefore(plan, paid, judged)),
    );
    // Whoever fails is heard in its turn.
    outcome.catch(() => undefined);
    open.push(outcome);
    if (open.length > MOST_OPEN) yield* open.splice(0, 1);
  }
  yield* open;
}

/** Of a call without a whole answer. */
export const UNANSWERED: Outcome = { kind: "unanswered" };

type Read = SignedAnswer | Outcome;
/**
 * `first`: the answer to the call that only prepared the other; `asked`: the other. `by`: who was called, by the key that
 * signed: its provider may have put another in its place since.
 */
type Answered = { readonly first: Read | undefined; readonly read: Read; readonly asked: Call; readonly by: Callee };

/** Errors: `IncompleteError` when there is no whole answer. */
export async function paidAnswers(
  callee: Callee,
  { before, call, otherwise = call }: ReturnType<Work>,
): Promise<Answered> {
  const prepared = before && (await callee.wallet.pay(before));
  const first = prepared && (await readBy(callee, prepared)).read;
  const asked = prepared === undefined || isTaken(prepared) ? call : otherwise;
  return { first, asked, ...(await readBy(callee, await callee.wallet.pay(asked))) };
}

function isTaken({ response: { status } }: Paid): boolean {
  return status >= 200 && status < 300;
}

/** By the key that was met; by the one that signed only where it is the same provider's. */
async function readBy(callee: Callee, paid: Paid): Promise<Pick<Answered, "read" | "by">> {
  const read = readPaid(paid, callee);
  const isOtherKey = !isSigned(read) && read.kind === "unsigned" && read.reason === "other-key";
  const captured = isOtherKey ? captureExchange(paid) : undefined;
  const signedBy = captured?.ok === true ? keyNamedIn(captured.value) : undefined;
  const next = signedBy === undefined ? undefined : await callee.successor?.(signedBy);
  return next === undefined ? { read, by: callee } : { read: readPaid(paid, next), by: next };
}

/** A call that only prepares another one is paid too. */
async function chargedBefore(plan: Plan, { first, by }: Answered, judged: Outcome): Promise<Outcome> {
  if (first === undefined || !isSigned(first)) return judged;
  return (await judgeCharge(plan, by, first)) ?? judged;
}
