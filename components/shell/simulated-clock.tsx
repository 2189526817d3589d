"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { requestJson } from "#lib/client/request-json.ts";
import { DAY_MS, SECOND_MS } from "#lib/kernel/instant.ts";

const STEPS = [
  { words: "1 day", seconds: DAY_MS / SECOND_MS },
  { words: "1 week", seconds: (7 * DAY_MS) / SECOND_MS },
] as const;

/** The clock of a demonstration: what it says, that it is simulated, and how to let time pass. */
export function SimulatedClock({ now }: { now: number }) {
  const router = useRouter();
  const queries = useQueryClient();
  const advance = useMutation({
    mutationFn: (seconds: number) =>
      requestJson("/api/v1/clock/advance", { method: "POST", body: { seconds } }).then(() => undefined),
    onSuccess: async () => {
      router.refresh();
      await queries.invalidateQueries();
    },
  });
  return (
    <aside
      aria-label="Clock of this demonstration"
      data-print="hide"
      className="border-divider border-b bg-sunken px-4 py-1.5 text-sm sm:px-6"
    >
      <div className="mx-auto flex max-w-page flex-wrap items-center gap-x-3 gap-y-1">
        <Hourglass aria-hidden className="size-4 shrink-0 text-attention" />
        <p className="min-w-0 flex-1 basis-56">
          <span className="font-medium">Demonstration.</span> Its clock says <TimeText at={now} precision="minute" />{" "}
          and stands still until something happens.
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <span aria-hidden className="text-muted">
            Let pass
          </span>
          {STEPS.map(({ words, seconds }) => (
            <Button
              key={words}
              size="sm"
              aria-label={`Let ${words} pass`}
              busy={advance.isPending && advance.variables === seconds}
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
