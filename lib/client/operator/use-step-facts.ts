/** What the steps of a provider depend on beside its form, as the public API tells it. */
import { useQueries } from "@tanstack/react-query";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { signingKeyQuery } from "../account/queries.ts";

export function useStepFacts({ keys }: Pick<ProviderForm, "keys">, now: Instant): StepFacts {
  const thumbprints = keys.filter(({ purpose }) => purpose === "response").map(({ thumbprint }) => thumbprint);
  const found = useQueries({ queries: thumbprints.map((thumbprint) => signingKeyQuery(thumbprint)) });
  const forms = found.flatMap(({ data }) => data ?? []);
  const isActive = forms.some((form) => keyStateAt(form, now) === "active");
  const isKnown = found.every(({ data }) => data !== undefined);
  return { hasResponseKey: isActive || (isKnown ? false : undefined), clocksMet: undefined, userChecks: undefined };
}
