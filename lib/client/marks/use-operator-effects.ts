import { useQuery } from "@tanstack/react-query";
import type { Steps } from "#lib/disclosure/steps.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Duty } from "../operator/duties/duty.ts";
import type { OperatorEffects } from "./operator-effects.ts";

/** Undefined while it is computed, and where it cannot be: the page says all else without it. */
export function useOperatorEffects(
  duties: readonly Duty[],
  steps: ReadonlyMap<string, Steps>,
  now: Instant,
): OperatorEffects | undefined {
  const reached = [...steps].map(([id, { reached }]) => `${id}/${reached}`);
  return useQuery({
    queryKey: ["operator-effects", Math.floor(now / DAY_MS), duties.map(({ id, dueAt }) => `${id}@${dueAt}`), reached],
    // The code that rates comes after the first paint.
    queryFn: async () => await (await import("./operator-effects.ts")).readOperatorEffects(duties, steps),
    structuralSharing: false,
    enabled: steps.size > 0,
    staleTime: 60_000,
  }).data;
}
