/** Which rows of a series stand in the log already, asked of the index: an import goes on where it was left. */
import { rowName } from "#lib/disclosure/ledger-digest/plan-import.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { keptSeries } from "#lib/statement/ledger/series-facts.ts";
import { requestJson } from "../request-json.ts";

const READ_WITHIN_MS = 60_000;
const ASK_AGAIN_MS = 500;

/** Throws ApiProblem or TypeError as `requestJson` does, and Error when the index does not get to read its rows. */
export async function knownRows(provider: string, series: string): Promise<Set<string>> {
  const { data } = await requestJson<{ data: { form: ProviderForm } }>(`/api/v1/providers/${provider}`);
  const kept = keptSeries(data.data.form.disclosures.database_ledger_digest?.facts).get(series);
  const rows = new Set<string>();
  if (kept === undefined) return rows;
  const path = `/api/v1/providers/${provider}/digests/${series}`;
  const deadline = performance.now() + READ_WITHIN_MS;
  while ((await requestJson<{ data: { read_size: number } }>(path)).data.data.read_size <= kept.lastEntry) {
    if (performance.now() > deadline)
      throw new Error("The index has not read the rows that it logged. Try again soon.");
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
  const text = await (await fetch(`${path}/rows.csv`)).text();
  for (const line of text.split("\r\n").slice(1)) {
    const [block = "", hash = ""] = line.split(",", 2);
    if (block !== "") rows.add(rowName({ block: Number(block), hash }));
  }
  return rows;
}
