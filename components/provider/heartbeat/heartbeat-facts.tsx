import { Badge } from "#components/ui/badge.tsx";
import { formatSpan } from "#components/ui/format-time.ts";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import {
  type Heartbeat,
  type HeartbeatStanding,
  heartbeatStandingAt,
  type Outage,
  SILENCE_COSTS,
} from "#lib/disclosure/heartbeat.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { HEARTBEAT_WORDS } from "./heartbeat-words.ts";
import { SilenceList } from "./silence-list.tsx";

/** Signs of life, what follows from their absence now, and every silence that had consequences. */
export function HeartbeatFacts({
  heartbeat,
  outages,
  now,
}: {
  heartbeat: Heartbeat | null;
  outages: readonly Outage[];
  now: number;
}) {
  if (heartbeat === null) {
    return (
      <EmptyState title="No heartbeat offered">
        A provider can sign a sign of life every few hours. That this one does not is no fault.{" "}
        <Link href="/docs/how-to/send-heartbeats">How that works</Link>
      </EmptyState>
    );
  }
  const { beats, last } = heartbeat;
  const standing = heartbeatStandingAt(heartbeat, outages, asInstant(now));
  // An outage that was claimed after the record may show that the silence never lasted 72 hours.
  const isSilent = standing.state === "suspended" || standing.state === "failed";
  const silences = heartbeat.silences.filter(({ to }) => to !== null || isSilent);
  return (
    <div className="flex flex-col gap-3">
      <KeyValueList
        items={[
          { key: "State", value: <StateWords heartbeat={heartbeat} standing={standing} now={now} /> },
          {
            key: "Last",
            value: (
              <span>
                <TimeText at={Date.parse(last.loggedAt)} now={now} show="both" />, in{" "}
                <Link href={`/log/entries/${last.entry}`}>entry {last.entry.toLocaleString("en")}</Link>
              </span>
            ),
          },
          { key: "Silent for", value: <SilentFor heartbeat={heartbeat} standing={standing} now={now} /> },
          {
            key: "Means to send one",
            value: last.cadenceHours === 1 ? "every hour" : `every ${last.cadenceHours} hours`,
          },
          { key: "Software", value: <bdi>{last.softwareVersion}</bdi> },
          { key: "Sent so far", value: beats.toLocaleString("en") },
        ]}
      />
      {standing.state === "unarmed" ? <p className="text-muted text-sm">{SILENCE_COSTS}</p> : null}
      {silences.length === 0 ? null : (
        <div>
          <h3 className="mb-1.5 text-base">Silences of 72 hours and more</h3>
          <SilenceList silences={silences} outages={outages} now={now} />
        </div>
      )}
    </div>
  );
}

type Facts = { heartbeat: Heartbeat; standing: HeartbeatStanding; now: number };

const FOLLOWS = {
  none: "",
  unarmed: "Nothing follows from silence.",
  beating: "Silence would suspend it.",
  late: "The next sign is overdue; nothing has followed yet.",
  suspended: "Silent for 72 hours and more.",
  failed: "Silent for 14 days and more.",
} as const;

function StateWords({ heartbeat: { disarmedFrom, silences }, standing: { state, since }, now }: Facts) {
  const { word, tone } = HEARTBEAT_WORDS[state];
  const isDisarming = disarmedFrom !== null && Date.parse(disarmedFrom) > now;
  const isRecorded = silences.at(-1)?.to === null;
  return (
    <span>
      <Badge tone={tone}>{word}</Badge>
      {since === null ? null : (
        <>
          {" "}
          since <TimeText at={since} now={now} show="both" />
        </>
      )}
      {since === null ? " " : ". "}
      {FOLLOWS[state]}
      {state === "suspended" || state === "failed"
        ? isRecorded
          ? " It is recorded in the log."
          : " It holds already and is not recorded yet."
        : ""}
      {isDisarming ? (
        <>
          {" "}
          It stops being armed <TimeText at={Date.parse(disarmedFrom)} precision="minute" />.
        </>
      ) : null}
    </span>
  );
}

/** Spans in which this log itself was away are nobody's silence. */
function SilentFor({ heartbeat: { last }, standing: { silentMs }, now }: Facts) {
  const whole = now - Date.parse(last.loggedAt);
  const away = whole - (silentMs ?? 0);
  return (
    <span>
      {formatSpan(silentMs ?? 0)}
      {away > 0 ? `, without ${formatSpan(away)} in which this index itself was away` : ""}
    </span>
  );
}
