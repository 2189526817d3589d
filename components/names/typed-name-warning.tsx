"use client";
import { useQuery } from "@tanstack/react-query";
import { lookAlikesQuery } from "#lib/client/operator/look-alikes.ts";
import { useSettled } from "#lib/client/use-settled.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import { LookAlikeWarning } from "./look-alike-warning.tsx";

/** Warns while a name is typed that it can be taken for a proven provider's. It may be signed all the same. */
export function TypedNameWarning({ name, id }: { name: string; id?: string }) {
  const settled = useSettled(normalForm(name, "NFC").trim());
  const others = useQuery({ ...lookAlikesQuery(settled, id), enabled: settled !== "" });
  return <LookAlikeWarning live others={settled === "" ? [] : (others.data ?? [])} id={id} />;
}
