/** The transparency steps of a provider as its forms show them at an instant. */
import { CLOCK_DAYS } from "#lib/disclosure/broken-clocks.ts";
import type { Outage } from "#lib/disclosure/heartbeat.ts";
import { transparencySteps } from "#lib/disclosure/steps.ts";
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import { type DisclosureName, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import type { ProviderForm } from "../forms.ts";
import { indexOf, type StateView, signingKeyOf } from "../view.ts";

/** Steps reached, 0 to 4. */
export function stepsAt(view: StateView, provider: ProviderForm, at: Instant): number {
  const facts = {
    hasResponseKey: hasResponseKey(view, provider, at),
    gaps: gapsOf(provider, at),
    outages: outagesOf(view),
  };
  return transparencySteps(provider, facts, at).reached;
}

/** Spans in which nobody's silence counts. */
export function outagesOf(view: StateView): readonly Outage[] {
  return indexOf(view)?.outages ?? [];
}

function hasResponseKey(view: StateView, { keys }: ProviderForm, at: Instant): boolean {
  return keys.some(({ purpose, thumbprint }) => {
    const key = purpose === "response" ? signingKeyOf(view, thumbprint) : undefined;
    return key !== undefined && isActiveAt(key, at);
  });
}

/** Types that had a gap within the days that step 4 looks at, closed or not. */
function gapsOf({ disclosures }: ProviderForm, at: Instant): DisclosureName[] {
  const since = addMs(at, -CLOCK_DAYS * DAY_MS);
  const isPast = (text: string | null | undefined, before: Instant) => (parseInstant(text ?? "") ?? before) < before;
  return Object.entries(disclosures).flatMap(([type, { expiresAt, gapUntil }]) => {
    const closed = parseInstant(gapUntil ?? "");
    const hasGap = isPast(expiresAt, at) || (closed !== undefined && closed > since);
    return hasGap && isDisclosureName(type) ? [type] : [];
  });
}
