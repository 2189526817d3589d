"use client";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";

export type Fate = "lost" | "stolen" | "kept";

const isFate = (value: string): value is Fate => value === "lost" || value === "stolen" || value === "kept";

/** What became of the account key: it decides whether it is ended at once, and with which word. */
export function FateChoice({
  value,
  onChange,
  kept,
}: {
  value: Fate;
  onChange: (fate: Fate) => void;
  /** What "kept" means here. */
  kept: string;
}) {
  return (
    <RadioGroup
      legend="What became of the old key?"
      value={value}
      onValueChange={(next) => {
        if (isFate(next)) onChange(next);
      }}
    >
      <Radio boxed value="lost" label="It is lost" help="It is ended at once. What it signed before stays valid." />
      <Radio
        boxed
        value="stolen"
        label="Somebody else may have it"
        help="It is ended at once as compromised, for all to see."
      />
      <Radio boxed value="kept" label="I still have it elsewhere" help={kept} />
    </RadioGroup>
  );
}
