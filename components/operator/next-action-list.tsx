import { ArrowRight, Clock, Gauge } from "lucide-react";
import { dutyEffectText } from "#components/marks/effect/effect-words.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { DutyEffect } from "#lib/client/marks/operator-effects.ts";
import type { Duty } from "#lib/client/operator/duties/duty.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** What to do next, at most five, most urgent first; with what it changes in the marks, where that is known. */
export function NextActionList({
  actions,
  effects,
  now,
}: {
  actions: readonly Duty[];
  effects: ReadonlyMap<string, DutyEffect> | undefined;
  now: Instant;
}) {
  if (actions.length === 0) {
    return <p className="text-muted">Nothing is due. You will be reminded here before anything turns stale.</p>;
  }
  return (
    <ul className="-my-3 divide-y divide-divider">
      {actions.map((action) => (
        <li key={action.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
          <div className="min-w-0 flex-1 basis-64">
            <p className="font-medium">{action.title}</p>
            <p className="text-muted text-sm">{action.why}</p>
            <Effect found={effects?.get(action.id)} />
          </div>
          <div className="flex items-center gap-3">
            <span className="flex items-center gap-1 whitespace-nowrap text-muted text-sm">
              <Clock aria-hidden className="size-3.5" />
              {action.minutes} min
              {action.dueAt === undefined ? null : <Due at={action.dueAt} now={now} />}
            </span>
            <ButtonLink size="sm" href={action.href} aria-label={`${action.title}: go`}>
              Go
              <ArrowRight aria-hidden />
            </ButtonLink>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Effect({ found }: { found: DutyEffect | undefined }) {
  if (found === undefined) return null;
  return (
    <p className="flex gap-1.5 text-sm">
      <Gauge aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
      <span>{dutyEffectText(found)}</span>
    </p>
  );
}

function Due({ at, now }: { at: Instant; now: Instant }) {
  return at <= now ? (
    <span className="text-attention">
      {" · was due "}
      <TimeText at={at} precision="day" />
    </span>
  ) : (
    <>
      {" · due "}
      <TimeText at={at} now={now} />
    </>
  );
}
