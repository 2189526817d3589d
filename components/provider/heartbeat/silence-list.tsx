import { CircleAlert, CircleX } from "lucide-react";
import { formatSpan } from "#components/ui/format-time.ts";
import { TimeText } from "#components/ui/time-text.tsx";
import { type Outage, type Silence, silenceUntil } from "#lib/disclosure/heartbeat.ts";
import { asInstant } from "#lib/kernel/instant.ts";

/** Silences of 72 hours and more while armed, newest first; struck ones stay, as this index's fault. */
export function SilenceList({
  silences,
  outages,
  now,
}: {
  silences: readonly Silence[];
  outages: readonly Outage[];
  now: number;
}) {
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {silences.toReversed().map((silence) => (
        <li key={silence.from} className="flex items-start gap-1.5">
          {silence.suspendedAt === null ? (
            <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-attention" />
          ) : (
            <CircleX aria-hidden className="mt-0.5 size-3.5 shrink-0 text-failed" />
          )}
          <SilenceWords silence={silence} outages={outages} now={now} />
        </li>
      ))}
    </ul>
  );
}

function SilenceWords({ silence, outages, now }: { silence: Silence; outages: readonly Outage[]; now: number }) {
  const { suspendedAt, failedAt, elsewhere } = silence;
  const from = asInstant(Date.parse(silence.from));
  const to = silence.to === null ? null : asInstant(Date.parse(silence.to));
  const span = formatSpan(silenceUntil(from, to ?? asInstant(now), outages));
  const others = elsewhere.length === 1 ? "one sign of life" : `${elsewhere.length} signs of life`;
  return (
    <span>
      <TimeText at={from} precision="minute" /> to{" "}
      {to === null ? "now, not ended" : <TimeText at={to} precision="minute" />}, {span}:{" "}
      {suspendedAt === null ? (
        <>
          <strong className="font-medium">this index’s fault.</strong> Another log received {others} meanwhile, so the
          suspension is struck.
        </>
      ) : (
        <>
          suspended <TimeText at={Date.parse(suspendedAt)} precision="minute" />
          {failedAt === null ? "" : ", counted as a failure "}
          {failedAt === null ? null : <TimeText at={Date.parse(failedAt)} precision="minute" />}.
          {elsewhere.length === 0
            ? ""
            : ` Another log received ${others} meanwhile; 72 hours passed without one all the same.`}
        </>
      )}
    </span>
  );
}
