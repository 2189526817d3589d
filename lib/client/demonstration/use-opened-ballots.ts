import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { useAccount } from "../account/use-account.ts";
import { openBallots } from "./open-ballots.ts";

/** As long as time passes and a page is open, ballots that were sealed here as `acts` are opened when they can be. */
export function useOpenedBallots(acts: string | undefined, clock: DemoClock | undefined): void {
  const account = useAccount();
  const client = useQueryClient();
  const seen = useRef<string>(undefined);
  const isBusy = useRef(false);
  const { did, key, origin } = account.status === "ready" ? account.account : {};
  const now = clock?.now;
  useEffect(() => {
    const before = seen.current;
    if (now === undefined || isBusy.current) return;
    seen.current = now;
    const at = parseInstant(now);
    if (before === undefined || before === now || at === undefined) return;
    if (did === undefined || did !== acts || key === undefined || origin === undefined) return;
    isBusy.current = true;
    void openBallots({ did, key, origin }, at)
      .then((opened) => (opened === 0 ? undefined : client.invalidateQueries({ queryKey: ["review"] })))
      // Asked again at the next look at the clock, as long as time passes.
      .catch(() => undefined)
      .finally(() => {
        isBusy.current = false;
      });
  }, [now, acts, did, key, origin, client]);
}
