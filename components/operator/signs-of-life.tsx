import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import {
  deadlineOfSilence,
  type Heartbeat,
  type HeartbeatState,
  heartbeatStateAt,
  isArmedAt,
  type Outage,
  SILENCE_COSTS,
  SUSPENDED_AFTER_MS,
} from "#lib/disclosure/heartbeat.ts";
import type { Instant } from "#lib/kernel/instant.ts";

const STATES: Record<HeartbeatState, string> = {
  none: "no sign of life yet",
  unarmed: "not armed: silence costs nothing",
  beating: "armed and beating",
  late: "armed, and the next beat is late",
  suspended: "suspended for silence",
  failed: "counted as failed for silence",
};

/** The last sign of life, and what silence costs from when on. */
export function SignsOfLife({
  heartbeat,
  outages,
  now,
}: {
  heartbeat: Heartbeat | null;
  outages: readonly Outage[];
  now: Instant;
}) {
  const state = heartbeatStateAt(heartbeat, outages, now);
  const suspendsAt = heartbeat === null ? undefined : deadlineOfSilence(heartbeat, SUSPENDED_AFTER_MS, outages);
  const isArmed = heartbeat !== null && isArmedAt(heartbeat, now);
  return (
    <Panel title="Signs of life">
      <KeyValueList
        items={[
          { key: "State", value: STATES[state] },
          {
            key: "Last unattended beat",
            value:
              heartbeat === null ? (
                <span className="text-muted">none</span>
              ) : (
                <TimeText at={Date.parse(heartbeat.last.loggedAt)} now={now} show="both" precision="minute" />
              ),
          },
          ...(isArmed && suspendsAt !== undefined && suspendsAt > now
            ? [
                {
                  key: "Silence suspends",
                  value: <TimeText at={suspendsAt} now={now} show="both" precision="minute" />,
                },
              ]
            : []),
        ]}
      />
      <p className="mt-3">{SILENCE_COSTS}</p>
      <p className="mt-2 text-sm">
        <Link href="/docs/how-to/send-heartbeats">How to arm it, and how to stop</Link>
      </p>
    </Panel>
  );
}
