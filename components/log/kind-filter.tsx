"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { KIND_NOUNS } from "./entry-words.ts";

/** Shows one kind of entry. The choice is in the URL; the page is read again from its beginning. */
export function KindFilter() {
  const router = useRouter();
  const params = useSearchParams();
  const choose = (kind: string) => {
    const next = new URLSearchParams(params);
    next.delete("cursor");
    if (kind === "") next.delete("kind");
    else next.set("kind", kind);
    router.push(`/log${next.size === 0 ? "" : `?${next}`}`, { scroll: false });
  };
  return (
    <Field label="Kind" labelHidden className="w-48">
      <Select value={params.get("kind") ?? ""} onChange={(event) => choose(event.target.value)}>
        <option value="">All kinds</option>
        {KIND_NOUNS.map(({ kind, noun }) => (
          <option key={kind} value={kind}>
            {noun}
          </option>
        ))}
      </Select>
    </Field>
  );
}
