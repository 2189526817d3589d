"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ProviderFilter } from "./provider-row.ts";

type Change = { q?: string | null; kind?: ProviderFilter["kind"]; identity?: ProviderFilter["identity"] };

/** Search and two choices in one row. */
export function ProviderFilterBar({
  filter,
  onChange,
  count,
  total,
}: {
  filter: ProviderFilter;
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
      <p role="status" className="self-center text-muted text-sm max-sm:w-full sm:ml-auto">
        {count === total ? countWords(total) : `${count.toLocaleString("en")} of ${countWords(total)}`}
      </p>
    </div>
  );
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
