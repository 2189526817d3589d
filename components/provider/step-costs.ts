/** What the steps of a provider's page depend on beside its form. */
import { type VersionLife, wasCovered } from "#lib/disclosure/gaps.ts";
import { groupBy } from "#lib/disclosure/group-by.ts";
import { type OverheadSum, sumOverheads } from "#lib/disclosure/overhead.ts";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import type { DisclosureRow } from "./disclosure-rows.ts";

const CLOCK_DAYS = 180;

export function stepFacts(
  keys: readonly KeyForm[],
  lives: ReadonlyMap<string, readonly VersionLife[]>,
  now: Instant,
): StepFacts {
  const covered = [...lives.values()].map((versions) => wasCovered(versions, CLOCK_DAYS, now));
  return {
    hasResponseKey: keys.some((key) => key.purpose === "response" && keyStateAt(key, now) === "active"),
    clocksMet: covered.length > 0 && !covered.includes(false),
    userChecks: undefined,
  };
}

/** By step, what its published disclosures cost together; a step of which nothing is published has no sum. */
export function stepCosts(rows: readonly DisclosureRow[]): ReadonlyMap<number, OverheadSum> {
  const published = rows.flatMap(({ step, newest }) =>
    step === null || newest === undefined ? [] : [{ step, newest }],
  );
  const bySteps = groupBy(published, ({ step }) => step);
  return new Map([...bySteps].map(([step, all]) => [step, sumOverheads(all.map(({ newest }) => newest.body))]));
}
