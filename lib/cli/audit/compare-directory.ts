/** The table of providers as the site cuts it, against the reader's own fold: nobody is left out, renamed, moved up, or shown with other figures. */
import type { z } from "zod";
import { oneOf, pageSchema } from "#lib/contract/common.ts";
import { DIRECTORY_SORTS, type DirectoryRow, type DirectorySort, directorySchema } from "#lib/contract/directory.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { providerOf } from "#lib/state/view.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import { drawn } from "./drawn.ts";
import { orderOf } from "./order-of-table.ts";
import type { Site } from "./site.ts";
import { countedAgainst, inOrder, type OwnRow, ownBeside, ownFacets, ownRow } from "./table-row.ts";

const name = "table";
const PAGE = oneOf(directorySchema).extend({ page: pageSchema });
const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });

/** Each row, the order by name, the one that readers see first, and one more that is drawn; what can be chosen beside the table, and what stands beside its rows. */
export async function compareDirectory(remote: RemoteIndex, site: Site): Promise<Check> {
  const { size, state, scored, seed } = site;
  if (scored.model.state === "unknown") return unknownModel(name, scored.model.hash);
  const left = new Set<string>();
  const forms = state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
  for (const { id } of forms) left.add(id);
  const all = left.size;
  const cases = countedAgainst(state);
  const known = new Map<string, DirectoryRow>();
  for await (const { data, as_of } of pagesOf(remote, size, "name")) {
    const now = asInstant(Date.parse(as_of.time));
    for (const row of data.rows) {
      const form = providerOf(state, row.id as ProviderId);
      if (form === undefined || !left.delete(row.id)) return fail(`${row.id} is shown twice, or is not in the log.`);
      const own = ownRow(site, form, { cases, now, market: data.market });
      const wrong = differenceOf(row, own) ?? wrongBeside(row, ownBeside(site, form));
      if (wrong !== undefined) return fail(`${row.id}: the table shows another ${wrong} than the log gives.`);
      known.set(row.id, row);
    }
    const facets = ownFacets(site, forms, now);
    if (facets !== undefined && textOf(inOrder(data.facets)) !== textOf(facets))
      return fail("Other markets, jurisdictions or counts can be chosen beside it than the log gives.");
    if (data.counts.all !== all) return fail(`It counts ${data.counts.all} providers; the log has ${all}.`);
  }
  const [missing] = left;
  if (missing !== undefined) return fail(`${missing} is in the log and not in the table.`);
  const [drawnSort = "tier"] = drawn(DIRECTORY_SORTS, DIRECTORY_SORTS.length, seed, (sort) => sort).filter(
    (sort) => sort !== "name" && sort !== "risk",
  );
  const rowsByName = [...known.values()];
  for (const sort of ["name", "risk", drawnSort] as const) {
    const rows = sort === "name" ? rowsByName : await rowsBy(remote, size, sort);
    const wrong = rows === undefined ? undefined : orderOf(rows, sort, known, scored.own);
    if (wrong !== undefined) return fail(`Sorted by ${sort}, ${wrong}`);
  }
  return { name, outcome: "pass", detail: `${all} providers, in order by name, risk and ${drawnSort}` };
}

async function rowsBy(remote: RemoteIndex, size: number, sort: DirectorySort): Promise<DirectoryRow[]> {
  const rows: DirectoryRow[] = [];
  for await (const { data } of pagesOf(remote, size, sort)) rows.push(...data.rows);
  return rows;
}

async function* pagesOf(remote: RemoteIndex, size: number, sort: DirectorySort): AsyncGenerator<z.infer<typeof PAGE>> {
  let cursor: string | null = null;
  do {
    const query: string = `sort=${sort}&beside=1&as_of=${size}&limit=200${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: z.infer<typeof PAGE> = await remote.get(`api/v1/directory?${query}`, PAGE);
    if (page.data.rows.length === 0 && page.page.next_cursor !== null)
      throw new IncompleteError("api/v1/directory gives an empty page and says that more follows.");
    yield page;
    cursor = page.page.next_cursor;
  } while (cursor !== null);
}

/** Of the last ninety days the newest is compared; of a log that has grown meanwhile the day can be missing. */
function wrongBeside({ beside }: DirectoryRow, own: ReturnType<typeof ownBeside>): string | undefined {
  if (beside === undefined || beside.regulation !== own.regulation) return "regulation";
  if (beside.score !== null && beside.score !== own.score) return "score";
  const newest = beside.trend.at(-1);
  return newest?.day === own.day && newest.high !== own.newest ? "trend" : undefined;
}

/** The member that differs. */
function differenceOf(row: DirectoryRow, own: OwnRow): string | undefined {
  return (Object.keys(own) as (keyof OwnRow)[]).find(
    (member) => textOf({ value: row[member] }) !== textOf({ value: own[member] }),
  );
}
