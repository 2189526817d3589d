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
import { type Callee, isSigned, judge, type Outcome, type Rules, rulesFor } from "./judge.ts";
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
  /** Every signed answer under one version of the definition says the same. */
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
  const { groups, agrees } = await compare(
    plan,
    heard.map(({ asked: call, ...each }) => (call === compared ? each : undefined)),
  );
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

type Heard = { readonly read: SignedAnswer | Outcome; readonly by: Callee };

/**
 * `groups`: the number of the first answer under the same version that says the same, for each. Answers under two versions, such as
 * while services go over to the next one, are compared with their like only.
 */
async function compare(
  plan: Rules,
  heard: readonly (Heard | undefined)[],
): Promise<{ readonly groups: (number | null)[]; readonly agrees: boolean }> {
  const said = await Promise.all(
    heard.map(async (one) => {
      if (one === undefined || !isSigned(one.read)) return undefined;
      const rules = await rulesFor(plan, one.by, one.read);
      const answer = answeredRequest(one.read.finding.answer);
      return rules && answer && { version: rules.definition, definition: rules.source.body.definition, answer };
    }),
  );
  const groups = said.map((one) => {
    if (one === undefined) return null;
    const isSame = (other: typeof one | undefined) =>
      other?.version === one.version && saysTheSame(one.definition, other.answer, one.answer) === true;
    const first = said.findIndex(isSame);
    return first === -1 ? null : first;
  });
  const versions = new Set(said.map((one) => one?.version));
  const agrees = [...versions].every((version) => {
    const own = groups.filter((group, at) => group !== null && said[at]?.version === version);
    return new Set(own).size <= 1;
  });
  return { groups, agrees };
}
