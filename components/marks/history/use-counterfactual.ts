"use client";
import { useState } from "react";
import type { Counterfactual, Rerated } from "#lib/client/marks/counterfactual.ts";
import type { RailEvent } from "./history-points.ts";

export type WithoutEvent = { readonly event: RailEvent; readonly found: Counterfactual };

/** Rated again in this browser: without an event's facts, or by today's rules. The code comes when it is asked for. */
export function useCounterfactual(provider: string) {
  const [without, setWithout] = useState<WithoutEvent | undefined>(undefined);
  const [today, setToday] = useState<readonly Rerated[] | undefined>(undefined);
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");

  const compute = async (items: readonly string[], days: readonly number[]) => {
    setState("busy");
    try {
      const { fetchNewestFacts, rerate } = await import("#lib/client/marks/counterfactual.ts");
      const found = rerate(await fetchNewestFacts(provider), items, days);
      setState(found === undefined ? "failed" : "idle");
      return found;
    } catch {
      setState("failed");
      return undefined;
    }
  };
  return {
    without,
    today,
    state,
    /** `days`: those that are drawn. Only the event's day and later ones can differ. */
    leaveOut: async (event: RailEvent, days: readonly number[]) => {
      const found = await compute(
        event.items,
        days.filter((day) => day >= event.day),
      );
      setWithout(found && { event, found });
    },
    forget: () => setWithout(undefined),
    showToday: async (days: readonly number[] | undefined) =>
      setToday(days === undefined ? undefined : (await compute([], days))?.days),
  };
}
