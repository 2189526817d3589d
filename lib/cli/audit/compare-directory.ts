/** The table of providers as the site cuts it, against the reader's own fold: nobody is left out, renamed or shown with other marks. */
import type { z } from "zod";
import { oneOf, pageSchema } from "#lib/contract/common.ts";
import { type DirectoryRow, directorySchema } from "#lib/contract/directory.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { providerOf } from "#lib/state/view.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { type Scored, shownOf, textOf, unknownModel } from "./compare-marks.ts";

const name = "table";
const PAGE = oneOf(directorySchema).extend({ page: pageSchema });
const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });

/** Prices, cases, jurisdictions and the order are not compared. */
export async function compareDirectory(
  remote: RemoteIndex,
  size: number,
  state: MemoryState,
  scored: Scored,
): Promise<Check> {
  if (scored.model.state === "unknown") return unknownModel(name, scored.model.hash);
  const left = new Set<string>();
  for (const { form } of state.rows()) if (form.aggregate === "provider") left.add(form.id);
  const all = left.size;
  let cursor: string | null = null;
  do {
    const query: string = `sort=name&as_of=${size}&limit=200${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { data, page, as_of }: z.infer<typeof PAGE> = await remote.get(`api/v1/directory?${query}`, PAGE);
    if (data.rows.length === 0 && page.next_cursor !== null)
      throw new IncompleteError("api/v1/directory gives an empty page and says that more follows.");
    for (const row of data.rows) {
      const form = providerOf(state, row.id as ProviderId);
      if (form === undefined || !left.delete(row.id)) return fail(`${row.id} is shown twice, or is not in the log.`);
      const marks = shownOf(scored, state, form.id, asInstant(Date.parse(as_of.time)));
      const wrong = differenceOf(row, form) ?? (textOf(row.marks) === textOf(marks) ? undefined : "marks");
      if (wrong !== undefined) return fail(`${row.id}: the table shows another ${wrong} than the log gives.`);
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
  const [missing] = left;
  if (missing !== undefined) return fail(`${missing} is in the log and not in the table.`);
  return { name, outcome: "pass", detail: `${all} providers` };
}

/** The member that differs. */
function differenceOf(row: DirectoryRow, form: ProviderForm): string | undefined {
  const { name: said, kind, operator, domain, cluster, heartbeat } = form;
  const expected = {
    name: said,
    kind,
    operator,
    domain,
    cluster: cluster ?? null,
    last_signal: heartbeat?.last.loggedAt ?? null,
  };
  return (Object.keys(expected) as (keyof typeof expected)[]).find((member) => row[member] !== expected[member]);
}
