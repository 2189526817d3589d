import { Alert } from "#components/ui/alert.tsx";
import { formatSpan } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { HeartbeatStanding } from "#lib/disclosure/heartbeat.ts";

/** Above everything else on a provider's page: it is suspended, or failed, by silence. Nothing otherwise. */
export function SilenceAlarm({ standing, now }: { standing: HeartbeatStanding; now: number }) {
  const { state, since, silentMs } = standing;
  if (state !== "suspended" && state !== "failed") return null;
  const title = state === "suspended" ? "Suspended: it has fallen silent" : "Failed: it has been silent for 14 days";
  return (
    <Alert tone="failed" title={title}>
      No sign of life for {formatSpan(silentMs ?? 0)}, although it armed its heartbeat.{" "}
      {since === null ? null : (
        <>
          {state === "suspended" ? "Suspended" : "Failed"} since <TimeText at={since} now={now} show="both" />.{" "}
        </>
      )}
      <Link href="#heartbeat">Its heartbeat</Link>
    </Alert>
  );
}
