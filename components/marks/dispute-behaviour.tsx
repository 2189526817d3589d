import type { DisputesView } from "#lib/contract/dispute-behaviour.ts";
import { countText } from "#lib/kernel/amount.ts";

/** Twelve months of reports and deadlines in sentences. */
export function DisputeBehaviour({ disputes }: { disputes: Omit<DisputesView, "id"> }) {
  const { reports, proven, refuted, not_taken: notTaken, joined, cleared, ended, open, deadlines } = disputes;
  const { met, missed } = deadlines ?? { met: 0, missed: 0 };
  const outcomes = [
    [proven, "proven or upheld"],
    [open, "open"],
    [refuted, "refuted"],
    [cleared, "not upheld"],
    [ended, "withdrawn or lapsed"],
    [notTaken, "not taken up"],
    [joined, "added to an earlier one"],
  ] as const;
  const said = outcomes.flatMap(([count, word]) => (count === 0 ? [] : `${countText(count)} ${word}`));
  if (reports === 0 && met + missed === 0) return null;
  return (
    <ul className="mb-3 flex max-w-prose flex-col gap-1">
      {reports === 0 ? null : (
        <li>
          <span className="font-medium">Reports within twelve months:</span> {countText(reports)}, of these{" "}
          {said.join(", ")}.
        </li>
      )}
      {met + missed === 0 ? null : (
        <li>
          <span className="font-medium">Deadlines and promises of its own within twelve months:</span> {countText(met)}{" "}
          kept, {countText(missed)} late or broken.
        </li>
      )}
    </ul>
  );
}
