"use client";
import { useOpenedBallots } from "#lib/client/demonstration/use-opened-ballots.ts";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";

/** Draws nothing. A component of its own, so that only the page of somebody who acts loads what signs. */
export default function OpensBallots({ acts, clock }: { acts: string; clock: DemoClock | undefined }) {
  useOpenedBallots(acts, clock);
  return null;
}
