/**
 * Agreement among services of one definition: the same is asked of each, and where one answers otherwise, every answer is
 * run by the definition. That two providers differ accuses neither; only the definition says which one is wrong.
 */
import { answeredRequest, saysTheSame } from "#lib/evidence/checks/claim.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { IncompleteError } from "../command.ts";
import { paidAnswers, UNANSWERED } from "./agent.ts";
import type { Call } from "./call.ts";
import type { SignedAnswer } from "./earlier-answers.ts";
import { EarlierAnswers } from "./earlier-answers.ts";
import { type Callee, isSigned, judge, type Outcome, type Rules } from "./judge.ts";
import type { Work } from "./work.ts";

type SamplePlan = Rules & {
  readonly work: Work;
  /** Part of the samples whose answers agree that is run all the same, 0 to 1. */
  readonly auditRate: number;
  readonly dice: () => number;
  readonly onSigned?: ((exchange: HttpExchange) => void) | undefined;
  readonly signal: AbortSignal;
};

export type AgreementPlan = SamplePlan & { readonly callees: readonly Callee[]; readonly calls: number };

export type Sample = {
  /** "POST /price" */
  readonly request: string;
  /**
   * One for each provider. `group`: who has the same number answered alike; null without a signed answer, and for one that
   * was asked otherwise than most.
   */
  readonly answers: readonly { readonly callee: Callee; readonly group: number | null; readonly outcome: Outcome }[];
  /** Every signed answer says the same. */
  readonly agrees: boolean;
};

/** Asks one sample after another, all providers at once. */
export async function* runAgreement(plan: AgreementPlan): AsyncGenerator<Sample> {
  const seats = plan.callees.map((callee) => ({ callee, earlier: new EarlierAnswers() }));
  for (let at = 0; at < plan.calls; at++) {
    plan.signal.throwIfAborted();
    yield await sampleOf(plan, seats, at);
  }
}

/** A provider, with what it answered before. */
export type Seat = { readonly callee: Callee; readonly earlier: EarlierAnswers };

/** The work number `at` asked of all seats at once. */
export async function sampleOf(plan: SamplePlan, seats: readonly Seat[], at: number): Promise<Sample> {
  const asked = plan.work(at);
  const heard = await Promise.all(
    seats.map(async ({ callee }) => {
      try {
        return await paidAnswers(callee, asked);
      } catch (error) {
        // One that is away must not end the comparison of the others.
        if (!(error instanceof IncompleteError) || plan.signal.aborted) throw error;
        return { read: UNANSWERED, by: callee, asked: undefined };
      }
    }),
  );
  for (const { read } of heard) if (isSigned(read)) plan.onSigned?.(read.exchange);
  const compared = mostAsked(heard.map((each) => each.asked)) ?? asked.call;
  const groups = groupsOf(
    plan,
    heard.map((each) => (each.asked === compared ? each.read : undefined)),
  );
  const agrees = new Set(groups.filter((group) => group !== null)).size <= 1;
  const isAudited = !agrees || plan.dice() < plan.auditRate;
  const answers = await Promise.all(
    seats.map(async ({ callee, earlier }, which) => {
      const group = groups[which] ?? null;
      const { read, by } = heard[which] ?? { read: UNANSWERED, by: callee };
      const outcome = await judge(plan, { callee: by, earlier, read, isAudited });
      return { callee, group, outcome: agrees ? outcome : withoutRule(plan, outcome) };
    }),
  );
  return { request: `${compared.method} ${compared.target}`, answers, agrees };
}

/** Who does not take what prepares a call is asked another one, which is compared with none of the others. */
function mostAsked(calls: readonly (Call | undefined)[]): Call | undefined {
  const count = (call: Call) => calls.filter((each) => each === call).length;
  return calls.reduce((most, call) => (call && (!most || count(call) > count(most)) ? call : most), undefined);
}

/** Providers that differ where no rule says who is right: nobody is accused, and none is trusted either. */
function withoutRule({ source }: Rules, outcome: Outcome): Outcome {
  const isOpen = source.body.definition.kind === "equality" && outcome.kind === "trusted";
  return isOpen ? { kind: "inconclusive", reason: "no-rule-between-providers" } : outcome;
}

/** The number of the first answer that says the same, for each. */
function groupsOf(plan: Rules, read: readonly (SignedAnswer | Outcome | undefined)[]): (number | null)[] {
  const { definition } = plan.source.body;
  const asked = read.map((answer) =>
    answer !== undefined && isSigned(answer) && answer.exchange.response.definition === plan.definition
      ? answeredRequest(answer.finding.answer)
      : undefined,
  );
  return asked.map((answer) => {
    if (answer === undefined) return null;
    const first = asked.findIndex((other) => other !== undefined && saysTheSame(definition, other, answer) === true);
    return first === -1 ? null : first;
  });
}
