import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { ProofChip } from "./proof/proof-chip.tsx";

/** The last time that the index signed the root of its whole state, in one line. */
export function StateRootLine({
  last,
  now,
}: {
  /** `at` in ms; undefined before the first. */
  last: { entry: number; size: number; at: number; statement: string } | undefined;
  now: number;
}) {
  if (last === undefined) {
    return (
      <p className="text-muted text-sm">
        State root: none yet. The index signs its whole state every hour in which something changed.
      </p>
    );
  }
  const count = `${last.size.toLocaleString("en")} ${last.size === 1 ? "entry" : "entries"}`;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
      <span>
        <span className="text-muted">State root:</span> signed{" "}
        <Link href={`/log/entries/${last.entry}`}>in entry {last.entry.toLocaleString("en")}</Link> for the first{" "}
        {count}, <TimeText at={last.at} now={now} />
      </span>
      <ProofChip index={last.entry} statementHash={last.statement} what="Last state root" />
    </p>
  );
}
