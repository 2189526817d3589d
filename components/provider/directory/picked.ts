/** Who is picked, as an address says it: `?pick=prv_a,prv_b`. Pure. */

/** So many stand side by side at most. */
export const MOST_PICKED = 5;

export function pickedIn(text: string | null): readonly string[] {
  return [...new Set((text ?? "").split(",").filter((id) => id !== ""))].slice(0, MOST_PICKED);
}

/** `address` with all that it says, and these picked. */
export function withPicked(address: string, ids: readonly string[]): string {
  const next = new URL(address);
  if (ids.length === 0) next.searchParams.delete("pick");
  else next.searchParams.set("pick", ids.join(","));
  return next.href;
}

/** With one more, or without it; unchanged where no more fit. */
export function toggled(ids: readonly string[], id: string): readonly string[] {
  if (ids.includes(id)) return ids.filter((other) => other !== id);
  return ids.length < MOST_PICKED ? [...ids, id] : ids;
}
