/** Whether the table stands in the order that it says, told by the values of rows that were compared before. */
import type { DirectoryRow, DirectorySort } from "#lib/contract/directory.ts";
import { priceMicros } from "#lib/contract/market-views.ts";
import { compareBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { decidingScore, type Marks } from "#lib/reputation/marks.ts";
import type { Scored } from "./scored.ts";

/** Unrated is treated as D and stands behind it. */
const RANKS = ["A", "B", "C", "D", "unrated", "E"];

type Numbers = (row: DirectoryRow, own: Marks | null) => number | bigint | null | undefined;

const NUMBERS: Readonly<Record<Exclude<DirectorySort, "name">, Numbers>> = {
  tier: ({ marks }) => RANKS.indexOf(marks?.tier ?? "unrated"),
  risk: ({ marks }) => marks && placeByRisk(marks),
  price: ({ price }) => (price === null ? null : priceMicros(price)),
  shows: ({ marks }) => marks?.transparency,
  cases: ({ cases }) => cases.open + cases.upheld,
  signal: ({ last_signal }) => (last_signal === null ? null : Date.parse(last_signal)),
  score: (_, own) => own && decidingScore(own),
};

/** Where money may go by tier, then by the upper end of the band; the others behind them. */
function placeByRisk({ tier, is_shut, probability }: NonNullable<DirectoryRow["marks"]>): number {
  return (is_shut ? RANKS.length : RANKS.indexOf(tier)) * 10_000_000 + probability.high;
}

/** What is wrong. `known`: the rows as they were compared, by id. What a row lacks stands last, and of equals the lesser id first. */
export function orderOf(
  rows: readonly DirectoryRow[],
  sort: DirectorySort,
  known: ReadonlyMap<string, DirectoryRow>,
  own: Scored["own"],
): string | undefined {
  if (rows.length !== known.size) return `${rows.length} providers are shown, and ${known.size} by name.`;
  for (const [at, { id }] of rows.entries()) {
    const [row, next] = [known.get(id), known.get(rows[at + 1]?.id ?? "")];
    if (row === undefined) return `${id} is shown, and by name it is not.`;
    if (next !== undefined && !isBefore(row, next, sort, own))
      return `${next.id} stands behind ${id}, which belongs behind it.`;
  }
  return undefined;
}

function isBefore(row: DirectoryRow, next: DirectoryRow, sort: DirectorySort, own: Scored["own"]): boolean {
  const by = sort === "name" ? compareBytes(nameOf(row), nameOf(next)) : compareNumbers(row, next, sort, own);
  return by === 0 ? row.id < next.id : by < 0;
}

/** In lower case as far as ASCII goes, by its bytes. */
const nameOf = ({ name }: DirectoryRow) => utf8Encode(name.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));

function compareNumbers(
  row: DirectoryRow,
  next: DirectoryRow,
  sort: Exclude<DirectorySort, "name">,
  own: Scored["own"],
): number {
  const sortedBy = (of: DirectoryRow) => NUMBERS[sort](of, markOf(own, of.id)) ?? Number.POSITIVE_INFINITY;
  const [one, other] = [sortedBy(row), sortedBy(next)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const markOf = (own: Scored["own"], id: string): Marks | null =>
  (own as ReadonlyMap<string, Marks | null>).get(id) ?? null;
