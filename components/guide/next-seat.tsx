"use client";
import { Gavel } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { useDemoClock } from "#lib/client/demonstration/use-demo-clock.ts";
import { MAX_ADVANCE_SECONDS } from "#lib/contract/demo-clock.ts";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";

/** The way to the next case that is prepared for a visitor. `at`: when it takes ballots. */
export function NextSeat({ at }: { at: number }) {
  const { clock, isGoing, advance } = useDemoClock();
  const left = at + MINUTE_MS - (clock === undefined ? at : Date.parse(clock.now));
  const days = Math.max(1, Math.ceil(left / DAY_MS));
  const seconds = Math.min(MAX_ADVANCE_SECONDS, Math.max(1, Math.ceil(left / SECOND_MS)));
  return (
    <p data-next-seat="" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="flex gap-3">
        <Gavel aria-hidden className="size-5 shrink-0 text-muted" />
        <span>
          The next case that waits for a third ballot takes it from <TimeText at={at} precision="day" />.
        </span>
      </span>
      <Button
        disabled={clock === undefined}
        busy={isGoing || advance.isPending}
        onClick={() => advance.mutate(seconds)}
      >
        {days === 1 ? "Let 1 day pass" : `Let ${days} days pass`}
      </Button>
      {advance.error === null ? null : <span className="text-failed">{advance.error.message}</span>}
    </p>
  );
}
