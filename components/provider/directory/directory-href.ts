/** Addresses of the table for its own links. Apart from what reads an address, which brings the schemas of the API. Pure. */

/** The address with some parts changed, null: taken out. A page further on belongs to its own order and filters. */
export function hrefWith(now: URLSearchParams, change: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(now);
  if (!("cursor" in change)) next.delete("cursor");
  for (const [name, value] of Object.entries(change)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return `/providers${text === "" ? "" : `?${text}`}`;
}
