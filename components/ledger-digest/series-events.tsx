import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { SeriesEvent, SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";

const KINDS: Readonly<Record<SeriesEvent["kind"], string>> = {
  storage: "Storage",
  restore: "Restored",
  attestation: "Verified",
  idle: "Idle",
  cadence: "Cadence",
};

/** What was stated about the series and when, newest first; silences stand among them. */
export function SeriesEvents({ events, silences }: Pick<SeriesReport, "events" | "silences">) {
  const rows = [
    ...events.map((event) => ({ ...event, t: Date.parse(event.at), name: KINDS[event.kind] })),
    ...silences.map(({ from, until }) => ({
      entry: undefined,
      t: Date.parse(from),
      name: "Silent",
      detail: until === null ? "No digest since then." : `No digest until ${until.slice(0, 16).replace("T", " ")} UTC.`,
    })),
  ].sort((a, b) => b.t - a.t);
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing was stated yet">
        Where digests are kept, how often they come, who verified the ledger: each shows here with its date.
      </EmptyState>
    );
  return (
    <ol className="flex flex-col divide-y divide-divider">
      {rows.map(({ entry, t, name, detail }) => (
        <li key={`${entry}-${t}-${name}-${detail}`} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[11rem_1fr]">
          <TimeText at={t} precision="minute" className="text-muted text-sm" />
          <span className="min-w-0 break-words">
            <span className="font-medium">{name}:</span> <bdi>{detail}</bdi>{" "}
            {entry === undefined ? null : (
              <Link className="text-sm" href={`/log/entries/${entry}`}>
                entry {entry.toLocaleString("en")}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
