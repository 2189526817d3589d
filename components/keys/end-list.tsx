"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { KeyForm } from "#lib/state/forms.ts";
import type { Endings } from "./use-endings.ts";

export type EndItem = {
  readonly id: string;
  readonly label: string;
  /** The key or did that it is known by. */
  readonly value: string;
  readonly since: number;
};

/** What is to be ended in the same act, each chosen or left. */
export function EndList({
  legend,
  help,
  items,
  chosen,
  onToggle,
}: {
  legend: string;
  help: string;
  items: readonly EndItem[];
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
}) {
  if (items.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">{legend}</legend>
      <p className="text-muted text-sm">{help}</p>
      {items.map(({ id, label, value, since }) => (
        <div key={id}>
          <Checkbox label={`${label} ${value.slice(-6)}`} checked={chosen.has(id)} onChange={() => onToggle(id)} />
          <span className="block pl-6.5 text-muted text-sm">
            <HashText value={value} what={label.toLowerCase()} /> since <TimeText at={since} precision="minute" />
          </span>
        </div>
      ))}
    </fieldset>
  );
}

const accountKeyItem = ({ thumbprint, addedAt }: KeyForm): EndItem => ({
  id: thumbprint,
  label: "Account key",
  value: thumbprint,
  since: Date.parse(addedAt),
});

/** Of several account keys, which end with the lost one; nothing where there is only that one. */
export function EndAccountKeys({ accountKeys, chosen, toggle }: Endings) {
  if (accountKeys.length < 2) return null;
  return (
    <EndList
      legend="Which account keys are ended"
      help="Leave those of colleagues who still have theirs."
      items={accountKeys.map(accountKeyItem)}
      chosen={chosen}
      onToggle={toggle}
    />
  );
}
