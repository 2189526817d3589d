"use client";
import { Button } from "#components/ui/button.tsx";
import { choiceClass } from "#components/ui/choice.tsx";
import { ButtonLink } from "#components/ui/link.tsx";

/** Takes a provider into the comparison, or out of it. */
export function PickBox({
  name,
  isPicked,
  isFull,
  onPick,
}: {
  name: string;
  isPicked: boolean;
  /** No more fit side by side. */
  isFull: boolean;
  onPick: () => void;
}) {
  return (
    <label className="-m-1 inline-flex size-6 items-center justify-center p-1">
      <input
        type="checkbox"
        data-guide="pick"
        className={choiceClass}
        aria-label={`Compare ${name}`}
        checked={isPicked}
        disabled={isFull}
        onChange={onPick}
      />
    </label>
  );
}
/** Stays in view while somebody chooses; nothing while nobody is chosen. */
export function CompareBar({ picked, onClear }: { picked: readonly string[]; onClear: () => void }) {
  if (picked.length === 0) return null;
  return (
    <div
      role="status"
      className="sticky bottom-3 z-20 flex flex-wrap items-center gap-3 self-center rounded-lg border border-divider bg-surface px-4 py-2.5 shadow-float"
    >
      {picked.length === 1 ? (
        <span className="text-muted">One chosen: take one more to compare</span>
      ) : (
        <ButtonLink variant="primary" data-guide="compare" href={`/compare?ids=${picked.join(",")}`}>
          Compare {picked.length}
        </ButtonLink>
      )}
      <Button variant="quiet" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
