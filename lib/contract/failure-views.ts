/** A failure in the words of the API. Pure, so that an auditor says the same of the same alerts and forms. */
import { fixedText } from "#lib/kernel/amount.ts";
import { asInstant, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Alert, AlertKind } from "#lib/state/alerts.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { ALERT_TONES, alertSentence } from "./alerts.ts";
import type { FailureView } from "./failures.ts";

const CAUSES = { failed: "vanished", "winding-down": "closed" } as const satisfies Partial<Record<AlertKind, string>>;
export const FAILURE_KINDS = Object.keys(CAUSES) as (keyof typeof CAUSES)[];

/** What was told, with the log time of its entry. */
export type ToldAt = Pick<Alert, "id" | "kind" | "entry" | "facts"> & { readonly at: Instant };

/** Signs of so many days before a failure are its warnings, and its tier before is that of so many days earlier. */
export const WARNING_DAYS = 365;
export const TIER_BEFORE_DAYS = 30;

/** `now` and `failed`: its form as of the question, and after the entry of the failure. `tierBefore`: `TIER_BEFORE_DAYS` before. */
export type FailedForm = {
  readonly now: ProviderForm;
  readonly failed: ProviderForm | undefined;
  readonly tierBefore: Tier | null;
};

/** Whether an alert is a failure. */
export function isFailure(kind: AlertKind): kind is keyof typeof CAUSES {
  return Object.hasOwn(CAUSES, kind);
}

/** `before`: what was told of it within a year, up to the failure's entry, in log order. */
export function failureView(
  told: ToldAt & { readonly kind: keyof typeof CAUSES },
  before: readonly ToldAt[],
  { now, failed, tierBefore }: FailedForm,
): FailureView {
  const { id, kind, entry, at } = told;
  const signs = signsIn(before);
  const [first] = signs;
  return {
    id,
    provider: { id: now.id, name: now.name, kind: now.kind },
    cause: CAUSES[kind],
    ...{ entry, at: formatInstant(at), signs, tier_before: tierBefore },
    warned_days: first === undefined ? null : Math.floor((at - instantOf(first.at)) / DAY_MS),
    balances: failed === undefined ? null : balancesBefore(failed, at),
    returned: now.heartbeat !== null && instantOf(now.heartbeat.last.loggedAt) > at,
  };
}

/** Of a text that a form or an answer holds. */
const instantOf = (text: string): Instant => parseInstant(text) ?? asInstant(0);

const PENDING = "downgrade-pending";

/**
 * What told against it, or said that it would fall. That something runs out is told each time; where it was renewed, and told
 * anew of the next time, nothing was amiss.
 */
function signsIn(before: readonly ToldAt[]): FailureView["signs"] {
  const last = before.findLast(({ kind }) => kind === PENDING);
  return before.flatMap((one, place) => {
    const { entry, at, kind, facts } = one;
    const isSign = kind === PENDING ? one === last : ALERT_TONES[kind] === "bad";
    const says = `${alertSentence(kind, facts)}${risenBefore(before.slice(0, place), one)}`;
    return isSign && !isFailure(kind) ? [{ entry, at: formatInstant(at), kind, says }] : [];
  });
}

/** A second fall from where the first began would read like the same: the rise between is told with it. */
function risenBefore(before: readonly ToldAt[], { kind, facts }: ToldAt): string {
  if (kind !== "tier-dropped") return "";
  const fell = before.findLastIndex((one) => one.kind === "tier-dropped");
  const rise = fell < 0 ? undefined : before.slice(fell).findLast((one) => one.kind === "tier-raised");
  if (rise === undefined || rise.facts.to !== facts.from) return "";
  return ` It had risen again on ${formatInstant(rise.at).slice(0, 10)}.`;
}

/** As it stood at the failure: a form keeps the newest of what was said, and whoever closes goes on saying it. */
function balancesBefore({ disclosures }: ProviderForm, at: Instant): FailureView["balances"] {
  const last = epochsOf(disclosures.liabilities?.facts).find((epoch) => instantOf(epoch.at) <= at);
  if (last === undefined) return null;
  return { currency: last.unit, amount: fixedText(BigInt(last.owed), last.decimals), at: last.at };
}
