/** The zone that the run's name server answers from. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ZoneFile } from "#lib/server/fetch/test-dns.ts";

/** Adds a TXT record; a name server of the run must be there (TOUCHSTONE_E2E_URL given by hand has none). */
export function publishText(name: string, text: string): void {
  const file = process.env.TOUCHSTONE_E2E_ZONE;
  if (file === undefined) throw new Error("This run has no name server of its own.");
  const zone: ZoneFile = JSON.parse(readFileSync(file, "utf8"));
  const texts = { ...zone.texts, [name]: [...(zone.texts[name] ?? []), text] };
  // Whole or not at all: the server may read it now.
  writeFileSync(`${file}.new`, JSON.stringify({ ...zone, texts }));
  renameSync(`${file}.new`, file);
}
