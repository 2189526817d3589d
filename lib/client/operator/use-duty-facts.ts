/** The facts that duties follow from, as this browser and the public API tell them. */
import { useQueries, useQuery } from "@tanstack/react-query";
import type { StepFacts } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { proposalsQuery, signingKeyQuery } from "../account/queries.ts";
import type { Account } from "../account/use-account.ts";
import type { DutyFacts } from "./duties/duty.ts";
import { openCasesQuery } from "./own-cases.ts";
import { stepFactsQuery } from "./use-step-facts.ts";

/** Undefined until the keys were looked for once: an action must not stand there and vanish. */
export function useDutyFacts(account: Account, participant: ParticipantForm, now: Instant): DutyFacts | undefined {
  const { providers } = account;
  const thumbprints = new Set([
    ...participant.controlKeys,
    ...providers.flatMap(({ keys }) => keys.map(({ thumbprint }) => thumbprint)),
  ]);
  const found = useQueries({ queries: [...thumbprints].map((thumbprint) => signingKeyQuery(thumbprint)) });
  const proposals = useQuery(proposalsQuery(participant.did));
  const steps = useQueries({ queries: providers.map(({ id }) => stepFactsQuery(id)) });
  const cases = useQueries({ queries: providers.map(({ id }) => openCasesQuery(id)) });
  if ([...found, ...steps, ...cases, proposals].some(({ isPending }) => isPending)) return undefined;
  return {
    now,
    participant,
    providers,
    stepFacts: new Map(
      providers.flatMap(({ id }, at): [string, StepFacts][] => {
        const known = steps[at]?.data;
        return known === undefined ? [] : [[id, known]];
      }),
    ),
    cases: new Map(providers.map(({ id }, at) => [id, cases[at]?.data ?? []])),
    holdsKey: account.key !== undefined,
    keys: found.flatMap(({ data }) => data ?? []),
    proposals: proposals.data ?? [],
  };
}
