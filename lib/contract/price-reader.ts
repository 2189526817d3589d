/** An index behind its API as a reader of price lists. It believes the answers. */
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { PROPOSAL_LIFE_MS } from "#lib/state/forms.ts";
import { listOf, MAX_LIMIT, oneOf } from "./common.ts";
import { type EntrySummary, type EntryView, entrySchema, entrySummarySchema } from "./entries.ts";
import type { ReadJson } from "./history-reader.ts";
import { publishedLists } from "./published-lists.ts";

/** Lists of one provider that are read, the newest; with more of them nobody is acquitted. */
const MAX_LISTS = 40;
/** And with proposals that are older than those, and may have been published since. */
const MAX_ASKED = 120;
const MAX_PAGES = 6;

const pageAnswer = listOf(entrySummarySchema);
const entryAnswer = oneOf(entrySchema);

/**
 * The price lists that take effect now, newest first: all from the first of them on. None where a provider published more within a week
 * than is read. Rejects when the index cannot be read, or answers in another form.
 */
export async function readPrices(read: ReadJson, provider: ProviderId): Promise<KnownPrices> {
  const { rows, isCut } = await readRows(read, provider);
  const effective = rows.filter(takesEffect);
  const first = effective[MAX_LISTS - 1];
  const mayWait = (row: EntrySummary) =>
    row.effect.proposed === true && first !== undefined && lapseOf(row) > timeOf(first);
  const wanted = effective.filter((row, at) => at < MAX_LISTS || mayWait(row));
  const lists = await publishedLists(wanted.slice(0, MAX_ASKED), (index) => readEntry(read, index));
  if (!isCut && wanted.length === effective.length && wanted.length <= MAX_ASKED)
    return { versions: lists, size: Number.MAX_SAFE_INTEGER, isWhole: true };
  // What is not looked at was published before the first that is read for itself, or before it lapsed.
  const since = Math.max(lapseOf(isCut ? rows.at(-1) : undefined), lapseOf(wanted[MAX_ASKED]));
  const versions = lists.filter(({ entry, loggedAt }) => entry >= (first?.index ?? 0) && loggedAt >= since);
  return { versions, size: Number.MAX_SAFE_INTEGER, isWhole: false };
}

/** Entries of price lists, newest first: so many that the newest are told apart from what had lapsed before them. */
async function readRows(read: ReadJson, provider: ProviderId): Promise<{ rows: EntrySummary[]; isCut: boolean }> {
  const rows: EntrySummary[] = [];
  let after = "";
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const query = `subject=${provider}&kind=disclosure.fees&limit=${MAX_LIMIT}${after}`;
    const { data, page } = pageAnswer.parse(await read(`/api/v1/entries?${query}`));
    rows.push(...data);
    if (page.next_cursor === null) return { rows, isCut: false };
    after = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    const first = rows.filter(takesEffect)[MAX_LISTS - 1];
    if (first !== undefined && lapseOf(rows.at(-1)) <= timeOf(first)) break;
  }
  return { rows, isCut: true };
}

export async function readEntry(read: ReadJson, index: number): Promise<EntryView> {
  return entryAnswer.parse(await read(`/api/v1/entries/${index}`)).data;
}

function takesEffect({ effect }: EntrySummary): boolean {
  return effect.status === "effective";
}

function timeOf({ logged_at }: EntrySummary): Instant {
  return parseInstant(logged_at) ?? asInstant(0);
}

/** When a proposal of that entry's time lapses at the latest; of none at the beginning of time. */
function lapseOf(row: EntrySummary | undefined): Instant {
  return row === undefined ? asInstant(0) : addMs(timeOf(row), PROPOSAL_LIFE_MS);
}
