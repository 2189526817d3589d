"use client";
import { useQuery } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import dynamic from "next/dynamic";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { ACTED_FLAG } from "#lib/client/demonstration/acted-flag.ts";
import { useDemoClock } from "#lib/client/demonstration/use-demo-clock.ts";
import { DAY_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { useStoredFlag } from "./stored-flag.ts";

const STEPS = [
  { id: "day", words: "1 day", seconds: DAY_MS / SECOND_MS },
  { id: "week", words: "1 week", seconds: (7 * DAY_MS) / SECOND_MS },
] as const;

// Keys come with it: only who acts as somebody, or did, loads it.
const Acting = dynamic(() => import("#components/demonstration/acting.tsx"), { ssr: false });

type People = readonly { readonly did: string; readonly name: string }[];

/**
 * The clock of a demonstration: what it says, that all is invented, and how to let time pass. `personas`: of the market that
 * lives in it, as whom one may act.
 */
export function SimulatedClock({ now, personas }: { now: number; personas?: People | undefined }) {
  const world = personas !== undefined;
  const { clock, isGoing, advance } = useDemoClock();
  const isSignedIn = useQuery(whoAmIQuery).data?.session != null;
  const [hasActed] = useStoredFlag(ACTED_FLAG, false);
  const shown = clock === undefined ? now : Math.max(now, Date.parse(clock.now));
  return (
    <aside
      aria-label="Clock of this demonstration"
      data-print="hide"
      className="border-divider border-b bg-sunken px-4 py-1 text-sm sm:px-6 sm:py-1.5"
    >
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-2 gap-y-1 sm:gap-x-3">
        <Hourglass aria-hidden className="size-4 shrink-0 text-attention max-sm:hidden" />
        <p className={world ? "min-w-0 flex-auto sm:flex-1 sm:basis-56" : "min-w-0 flex-1 basis-56"}>
          {/* In one line with the rest, on a narrow screen. */}
          {world ? (
            <span aria-hidden className="font-medium sm:hidden">
              Invented.
            </span>
          ) : null}
          <span className={world ? "font-medium max-sm:sr-only" : "font-medium"}>
            {world ? "Everything here is invented." : "Demonstration."}
          </span>{" "}
          <span className={world ? "max-sm:sr-only" : undefined}>{world ? "Today is" : "Its clock says"}</span>{" "}
          <TimeText at={shown} precision={world ? "day" : "minute"} />
          {isGoing && clock !== undefined ? (
            <>
              , on the way to <TimeText at={Date.parse(clock.until)} precision="day" />.
            </>
          ) : (
            `${world ? "." : " and stands still until something happens."}`
          )}
        </p>
        {world ? (
          <Link href="/demonstration">
            Stories<span className="max-sm:sr-only"> and people</span>
          </Link>
        ) : null}
        {world && (isSignedIn || hasActed) ? <Acting personas={personas} clock={clock} /> : null}
        <div className="flex items-center gap-1.5 sm:gap-2">
          <span aria-hidden className="text-muted max-sm:hidden">
            Let pass
          </span>
          {STEPS.map(({ id, words, seconds }) => (
            <Button
              key={id}
              data-pass={id}
              size="sm"
              aria-label={`Let ${words} pass`}
              busy={(advance.isPending || isGoing) && advance.variables === seconds}
              onClick={() => advance.mutate(seconds)}
            >
              {words}
            </Button>
          ))}
        </div>
        <p role="status" className="basis-full text-failed empty:hidden">
          {advance.error?.message}
        </p>
      </div>
    </aside>
  );
}
