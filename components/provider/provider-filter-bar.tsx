"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ProviderFilter } from "./provider-row.ts";

type Change = {
  q?: string | null;
  kind?: ProviderFilter["kind"];
  identity?: ProviderFilter["identity"];
  tier?: ProviderFilter["tier"];
  loss?: string | null;
};

/** Search, three choices, and what a reader could lose: from that follow the limits. */
export function ProviderFilterBar({
  filter,
  loss,
  isRated,
  onChange,
  count,
  total,
}: {
  filter: ProviderFilter;
  /** As typed; empty: not said. */
  loss: string;
  /** Some provider has marks. */
  isRated: boolean;
  onChange: (change: Change) => void;
  count: number;
  total: number;
}) {
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label="Search" labelHidden className="w-full sm:w-72">
        <Input
          type="search"
          placeholder="Name, operator, prv_… or did:key:…"
          value={filter.q}
          onChange={(event) => onChange({ q: event.target.value || null })}
        />
      </Field>
      <Field label="Kind" labelHidden className="min-w-0 flex-1 sm:w-40 sm:flex-none">
        <Select value={filter.kind ?? ""} onChange={(event) => onChange({ kind: kindOf(event.target.value) })}>
          <option value="">Any kind</option>
          <option value="instance">Instances</option>
          <option value="service">Services</option>
        </Select>
      </Field>
      <Field label="Identity" labelHidden className="min-w-0 flex-1 sm:w-44 sm:flex-none">
        <Select
          value={filter.identity ?? ""}
          onChange={(event) => onChange({ identity: identityOf(event.target.value) })}
        >
          <option value="">Any disclosure</option>
          <option value="published">Identity published</option>
          <option value="missing">Identity missing</option>
        </Select>
      </Field>
      {isRated ? (
        <>
          <Field label="Risk" labelHidden className="min-w-0 flex-1 sm:w-36 sm:flex-none">
            <Select value={filter.tier ?? ""} onChange={(event) => onChange({ tier: tierOf(event.target.value) })}>
              <option value="">Any risk</option>
              {TIERS.map((tier) => (
                <option key={tier} value={tier}>
                  {tier === "A" ? "A only" : `${tier} or better`}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Losing so much would not hurt me" labelHidden className="min-w-0 max-sm:w-full sm:w-56">
            <Input
              inputMode="decimal"
              placeholder="I could lose … (for limits)"
              value={loss}
              onChange={(event) => onChange({ loss: event.target.value || null })}
            />
          </Field>
        </>
      ) : null}
      <p role="status" className="self-center text-muted text-sm max-sm:w-full sm:ml-auto">
        {count === total ? countWords(total) : `${count.toLocaleString("en")} of ${countWords(total)}`}
      </p>
    </div>
  );
}

const TIERS = ["A", "B", "C", "D"] as const;

function tierOf(value: string): ProviderFilter["tier"] {
  return TIERS.find((tier) => tier === value) ?? null;
}

function kindOf(value: string): ProviderFilter["kind"] {
  return value === "instance" || value === "service" ? value : null;
}

function identityOf(value: string): ProviderFilter["identity"] {
  return value === "published" || value === "missing" ? value : null;
}

function countWords(count: number): string {
  return count === 1 ? "1 provider" : `${count.toLocaleString("en")} providers`;
}
