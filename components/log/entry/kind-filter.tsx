"use client";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";

/**
 * Shows one kind of entry. The choice is in the URL; the page is read again from its beginning. `kinds`: from the server,
 * which has the words for every entry anyway.
 */
export function KindFilter({ kinds }: { kinds: readonly { readonly kind: string; readonly noun: string }[] }) {
  const router = useRouter();
  const params = useSearchParams();
  const current = params.get("kind") ?? "";
  const list = useRef<HTMLSelectElement>(null);

  const choose = useCallback(
    (kind: string) => {
      if (kind === current) return;
      const next = new URLSearchParams(params);
      next.delete("cursor");
      if (kind === "") next.delete("kind");
      else next.set("kind", kind);
      router.push(`/log${next.size === 0 ? "" : `?${next}`}`, { scroll: false });
    },
    [current, params, router],
  );
  const first = useRef(choose);
  useEffect(() => {
    // A choice made before this page's scripts ran counts as well.
    if (list.current !== null) first.current(list.current.value);
  }, []);

  return (
    <Field label="Kind" labelHidden className="w-48">
      <Select
        ref={list}
        key={current}
        defaultValue={current}
        autoComplete="off"
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">All kinds</option>
        {kinds.map(({ kind, noun }) => (
          <option key={kind} value={kind}>
            {noun}
          </option>
        ))}
      </Select>
    </Field>
  );
}
