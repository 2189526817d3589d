/** Which rows of a series stand in the log already, so that an import can go on where it was left. */
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { rowName } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { keptSeries } from "#lib/statement/ledger/series-facts.ts";
import { IncompleteError, type Io } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";

const providerSchema = z.object({
  data: z.object({
    form: z.object({
      operator: z.string(),
      disclosures: z.record(z.string(), z.object({ facts: z.record(z.string(), z.json()).optional() })),
    }),
  }),
});
const seriesSchema = z.object({ data: z.object({ read_size: z.number() }) });

/** The index reads rows a moment after it logs them. */
const READ_WITHIN_MS = 60 * SECOND_MS;
const ASK_AGAIN_MS = 500;

export type KnownRows = { readonly operator: string; readonly rows: ReadonlySet<string> };

/** Errors: `IncompleteError` while the index has not read what it logged. */
export async function knownRows(remote: RemoteIndex, provider: string, series: string, io: Io): Promise<KnownRows> {
  const { form } = (await remote.get(`api/v1/providers/${provider}`, providerSchema)).data;
  const { operator } = form;
  const kept = keptSeries(form.disclosures.database_ledger_digest?.facts).get(series);
  if (kept === undefined) return { operator, rows: new Set() };
  const path = `api/v1/providers/${provider}/digests/${series}`;
  const deadline = performance.now() + READ_WITHIN_MS;
  while ((await remote.get(path, seriesSchema)).data.read_size <= kept.lastEntry) {
    if (performance.now() > deadline || io.signal.aborted)
      throw new IncompleteError("The index has not yet read the rows that it logged. Try again in a minute.");
    await wait(ASK_AGAIN_MS);
  }
  const text = new TextDecoder().decode(await remote.bytes(`${path}/rows.csv`));
  const rows = new Set<string>();
  for (const line of text.split("\r\n").slice(1)) {
    const [block = "", hash = ""] = line.split(",", 2);
    if (block !== "") rows.add(rowName({ block: Number(block), hash }));
  }
  return { operator, rows };
}
