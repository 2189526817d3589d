/** What every story of the invented market has at hand. */

import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import type { BallotAttribution, BallotSeverity } from "#lib/statement/dispute-words.ts";
import { report, reportLie } from "../answers.ts";
import { known, type Market } from "../build-market.ts";
import { SERVICES } from "../market.ts";
import type { People } from "../people.ts";
import type { CasePlan } from "../react.ts";
import type { Story } from "../saying.ts";
import type { Person, Provider, Script } from "../script.ts";

export type Stage = {
  readonly script: Script;
  readonly people: People;
  readonly market: Market;
  /** Each story adds the cases in which people say something. */
  readonly plans: Map<CaseId, CasePlan>;
};

export function named({ market }: Stage, name: string): Provider {
  return known(market.providers, name);
}

type Told = Omit<Story, "providers"> & { readonly names: readonly string[] };

export function tell(stage: Stage, { names, ...story }: Told): void {
  stage.script.stories.push({ ...story, providers: names.map((name) => named(stage, name).id) });
}

/** One of a list that a story counts on. */
export function nth<T>(list: readonly T[], place: number): T {
  const found = list[place % Math.max(1, list.length)];
  if (found === undefined) throw new RangeError("There is nobody to tell it of.");
  return found;
}

/** A wrong answer of a service to its nth question, reported within minutes. */
export function lieCaught(stage: Stage, name: string, day: number, by: Person, question: number): Promise<CaseId> {
  const { script, market } = stage;
  const plan = SERVICES.find((service) => service.name === name);
  if (plan === undefined) throw new Error(`${name} is no service.`);
  const promised = market.promised[plan.category];
  const call = { service: named(stage, name), promised, question: nth(promised.questions, question) };
  const at = script.at(day, 10 + (question % 7));
  return reportLie(script, by, call, at, "I asked twice, and only this once the answer was wrong.");
}

/** What an instance signs about money: an answer of its own words, under no definition. */
export function signedWord(
  script: Script,
  provider: Provider,
  path: string,
  answer: object,
  at: Instant,
  contentType = "application/json",
): Promise<HttpExchange> {
  const nonce = (of: string) =>
    base64UrlEncode(sha256(utf8Encode(`${script.seed} ${of} ${provider.id} ${at} ${path}`)).slice(0, 15));
  return signResponse(
    {
      request: {
        method: "POST",
        authority: provider.domain,
        path,
        query: "?",
        nonce: nonce("asked"),
        body: utf8Encode("{}"),
      },
      response: { status: 200, contentType, body: utf8Encode(JSON.stringify(answer)) },
    },
    { created: Math.floor(at / SECOND_MS), keyid: provider.responseKey.thumbprint, nonce: nonce("answered") },
    (message) => script.sign(provider.responseKey.seed, message),
  );
}

/** Somebody waits for money, with the instance's own signed word about it. */
export async function refusal(
  stage: Stage,
  by: Person,
  name: string,
  day: number,
  text: string,
  word: object,
): Promise<CaseId> {
  const { script } = stage;
  const against = named(stage, name);
  const at = script.at(day, 15);
  const exchange = await signedWord(script, against, "/v1/withdrawals", word, addMs(at, -5 * MINUTE_MS));
  const params = { since: formatInstant(addMs(at, -72 * HOUR_MS)) };
  const claimed = {
    against,
    claim: "withdrawal-refused",
    text,
    params,
    exchanges: [exchange],
    key: against.responseKey,
  } as const;
  return report(script, by, claimed, at);
}

export function upholds(attribution: BallotAttribution, severity: BallotSeverity, why: string): Answers {
  const reasons = { fact: why, attribution: ATTRIBUTIONS[attribution], severity: SEVERITIES[severity] };
  return { fact: "happened", attribution, severity, remedied: null, abusive: false, reasons };
}

export function denies(why: string, abusive = false): Answers {
  const reasons = { fact: why, attribution: null, severity: null };
  return { fact: "did-not-happen", attribution: null, severity: null, remedied: null, abusive, reasons };
}

const ATTRIBUTIONS: Readonly<Record<BallotAttribution, string>> = {
  malice: "It was told twice, and did it again.",
  negligence: "Nothing shows intent; a careful operator would have noticed.",
  "third-party": "The key was in other hands.",
  "shared-software": "Three operators ran the same library, and all three erred alike.",
  unknown: "Nothing tells why.",
};

const SEVERITIES: Readonly<Record<BallotSeverity, string>> = {
  grave: "Users lost what they could not spare, or were punished for speaking.",
  serious: "Whoever relied on it was wrong, or waited for his money.",
  moderate: "It cost time, and little money.",
  minor: "Little came of it.",
};
