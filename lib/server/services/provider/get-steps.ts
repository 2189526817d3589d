/** The transparency steps of a provider: the same facts for its page, for its operator's workspace and for programs. */
import type { AsOf } from "#lib/contract/common.ts";
import type { ProviderSteps } from "#lib/contract/steps.ts";
import { CLOCK_DAYS } from "#lib/disclosure/broken-clocks.ts";
import { type VersionLife, wasCovered } from "#lib/disclosure/gaps.ts";
import type { Outage } from "#lib/disclosure/heartbeat.ts";
import { overheadBySteps, sumOverheads } from "#lib/disclosure/overhead.ts";
import { type StepFacts, transparencySteps } from "#lib/disclosure/steps.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { type KeyForm, keyKey } from "#lib/state/forms.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";
import { getProvider } from "./get-provider.ts";
import { readOutages } from "./heartbeat-state.ts";
import { readLives, readNewestVersions } from "./read-disclosures.ts";

/** `keys`: those of the provider, or more. `lives`: all versions of its lasting types. */
export function stepFactsOf(
  keys: readonly KeyForm[],
  lives: ReadonlyMap<DisclosureName, readonly VersionLife[]>,
  outages: readonly Outage[],
  now: Instant,
): StepFacts {
  return {
    hasResponseKey: keys.some((key) => key.purpose === "response" && isActiveAt(key, now)),
    gaps: [...lives].flatMap(([type, versions]) => (wasCovered(versions, CLOCK_DAYS, now) === false ? [type] : [])),
    outages,
  };
}

/** Errors: `not-found`, `gone`. */
export async function getSteps(ctx: Ctx, id: string, size?: number): Promise<{ data: ProviderSteps; as_of: AsOf }> {
  const { data, as_of } = await getProvider(ctx, id, size);
  const { form } = data;
  const now = asInstant(Date.parse(as_of.time));
  const responseKeys = form.keys.filter(({ purpose }) => purpose === "response");
  const [forms, lives, outages, newest] = await Promise.all([
    readForms(
      ctx,
      responseKeys.map(({ thumbprint }) => keyKey(thumbprint)),
      as_of.size,
    ),
    readLives(ctx, form.id, as_of.size),
    readOutages(ctx, as_of.size),
    readNewestVersions(ctx, form, as_of.size),
  ]);
  const keys = forms.filter((key) => key.aggregate === "key");
  const facts = stepFactsOf(keys, lives, outages, now);
  const { reached, steps } = transparencySteps(form, facts, now);
  const costs = overheadBySteps(
    [...newest].flatMap(([type, [version]]) =>
      version === undefined ? [] : [{ step: DISCLOSURES[type].step, body: version.body }],
    ),
  );
  const told = steps.map(({ number, state, needs }) => {
    const { stated, measured, sums } = costs.get(number) ?? sumOverheads([]);
    return {
      ...{ number, state, overhead: { stated, measured, sums: [...sums] } },
      needs: needs.map(({ isComposed: _, ...need }) => need),
    };
  });
  const { hasResponseKey, gaps } = facts;
  return {
    data: {
      id: form.id,
      reached,
      steps: told,
      facts: { has_response_key: hasResponseKey, gaps: [...gaps], outages: [...outages] },
    },
    as_of,
  };
}
