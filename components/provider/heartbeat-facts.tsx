import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ProviderForm } from "#lib/state/forms.ts";

/** Signs of life as they were published. */
export function HeartbeatFacts({ heartbeat, now }: { heartbeat: ProviderForm["heartbeat"]; now: number }) {
  if (heartbeat === null) {
    return (
      <EmptyState title="No sign of life yet">
        A provider can sign one every few hours. <Link href="/docs/how-to/send-heartbeats">How that works</Link>
      </EmptyState>
    );
  }
  const { beats, last } = heartbeat;
  return (
    <KeyValueList
      items={[
        {
          key: "Last",
          value: (
            <span>
              <TimeText at={Date.parse(last.loggedAt)} now={now} show="both" />, in{" "}
              <Link href={`/log/entries/${last.entry}`}>entry {last.entry.toLocaleString("en")}</Link>
            </span>
          ),
        },
        {
          key: "Means to send one",
          value: last.cadenceHours === 1 ? "every hour" : `every ${last.cadenceHours} hours`,
        },
        { key: "Software", value: <bdi>{last.softwareVersion}</bdi> },
        { key: "Sent so far", value: beats.toLocaleString("en") },
      ]}
    />
  );
}
