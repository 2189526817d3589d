import { Check, CircleAlert, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Details } from "#components/ui/details.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { incidentHref } from "#lib/client/operator/hrefs.ts";
import {
  type ClockState,
  clocksOfIncident,
  type Incident,
  type IncidentClock,
} from "#lib/disclosure/incident-clocks.ts";
import type { Instant } from "#lib/kernel/instant.ts";

const MARKS: Record<ClockState, { icon: typeof Check; ink: string; word: string }> = {
  kept: { icon: Check, ink: "text-verified", word: "kept" },
  late: { icon: CircleAlert, ink: "text-attention", word: "late" },
  running: { icon: Clock, ink: "text-muted", word: "running" },
  overdue: { icon: CircleAlert, ink: "text-failed", word: "overdue" },
};

const STATUSES: Readonly<Record<string, string>> = {
  investigating: "being looked into",
  identified: "cause known",
  resolved: "over",
  closed: "over, full report given",
};

const WHAT: Record<IncidentClock["what"], string> = {
  "first-word": "First word",
  "full-report": "Full report",
  answer: "Answer to a question",
  item: "",
  word: "Word on",
};

/** A provider's incidents with their clocks. For the operator with the way on, and `updateOf`: the form for an action item. */
export function IncidentList({
  incidents,
  now,
  own,
}: {
  incidents: readonly Incident[];
  now: Instant;
  own?: { readonly providerId: string; readonly updateOf: (incident: string, item: string) => ReactNode };
}) {
  return (
    <div className="flex flex-col gap-4">
      {incidents.map((incident) => (
        <Panel
          flush
          key={incident.name}
          title={
            <span className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-mono">{incident.name}</span>
              <Badge>{STATUSES[incident.status] ?? incident.status}</Badge>
            </span>
          }
          description={
            <>
              Noticed <TimeText at={incident.detectedAt} precision="minute" />.{" "}
              <Link href={`/log/entries/${incident.entry}`}>Last version</Link>
            </>
          }
          actions={
            own === undefined ? null : (
              <ButtonLink
                size="sm"
                variant={incident.fullAt === null ? "primary" : "secondary"}
                href={incidentHref(own.providerId, incident.name)}
              >
                {incident.fullAt === null ? "Go on with the report" : "Correct the report"}
              </ButtonLink>
            )
          }
        >
          <ul className="divide-y divide-divider">
            {clocksOfIncident(incident, now).map((clock) => (
              <ClockRow key={`${clock.what} ${clock.item ?? clock.dueAt}`} clock={clock} now={now}>
                {clock.what !== "item" || clock.item === undefined || own === undefined
                  ? null
                  : own.updateOf(incident.name, clock.item)}
              </ClockRow>
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

function ClockRow({ clock, now, children }: { clock: IncidentClock; now: Instant; children: ReactNode }) {
  const { icon: Icon, ink, word } = MARKS[clock.state];
  return (
    <li id={clock.what === "item" ? `item-${clock.item}` : undefined} className="scroll-mt-20 px-4 py-3">
      <div className="flex gap-3">
        <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${ink}`} />
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="min-w-0 break-words">
            {WHAT[clock.what]}
            {clock.item === undefined ? null : <span className="font-mono"> {clock.item}</span>}
          </span>
          <span className={`text-sm ${ink}`}>{word}</span>
          <span className="text-muted text-sm">
            {clock.metAt === null ? (
              <>
                due <TimeText at={clock.dueAt} now={now} show="both" precision="day" />
              </>
            ) : (
              <>
                met <TimeText at={clock.metAt} precision="minute" />, due{" "}
                <TimeText at={clock.dueAt} precision="minute" />
              </>
            )}
          </span>
        </p>
      </div>
      {children === null ? null : (
        <Details className="mt-2 pl-7" summary="Say what became of it">
          {children}
        </Details>
      )}
    </li>
  );
}
