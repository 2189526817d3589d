/** The filtered table as one file, in pieces: a page of the database at a time, all at one size and time. */
import { MAX_LIMIT } from "#lib/contract/common.ts";
import { csvLine } from "#lib/contract/csv.ts";
import type { DirectoryExportQuery, DirectoryQuery, DirectoryRow } from "#lib/contract/directory.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { type DirectoryPage, readDirectoryAt } from "./read-directory.ts";

export type DirectoryExport = {
  readonly type: string;
  readonly name: string;
  /** Of the question, the size and the time that it follows from. */
  readonly tag: string;
  readonly stream: ReadableStream<Uint8Array>;
};

/** Errors, before the first byte: as for a page. */
export async function exportDirectory(
  ctx: ReadCtx,
  { format = "csv", ...query }: DirectoryExportQuery,
): Promise<DirectoryExport> {
  const as_of = await resolveAsOf(ctx, query.as_of);
  const { checkpoint } = await ctx.follower.know();
  const first = await readDirectoryAt(ctx, { ...query, limit: MAX_LIMIT }, as_of);
  const next = (cursor: string) => readDirectoryAt(ctx, { ...query, limit: MAX_LIMIT, cursor }, as_of);
  const pieces = format === "csv" ? csvPieces : jsonPieces;
  const identity = JSON.stringify([format, query, as_of, checkpoint]);
  return {
    type: format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
    name: `providers-${as_of.size}.${format}`,
    tag: `"${hexEncode(sha256(utf8Encode(identity))).slice(0, 32)}"`,
    stream: streamOf(pieces({ first, next, query, checkpoint: checkpoint ?? null })),
  };
}

type Source = {
  readonly first: DirectoryPage;
  readonly next: (cursor: string) => Promise<DirectoryPage>;
  readonly query: DirectoryQuery;
  readonly checkpoint: string | null;
};

const COLUMNS = [
  ...["id", "name", "kind", "operator", "domain", "jurisdiction", "tier", "limit_percent", "prepay_days", "is_shut"],
  ...["risk_low_ppm", "risk_estimate_ppm", "risk_high_ppm", "shows", "depth", "category", "unit", "currency", "price"],
  ...["price_stale_since", "open_cases", "upheld_cases", "last_signal", "marks_digest"],
];
const BESIDE = ["score", "regulation", "rated_from", "risk_high_ppm_then"];
const PROVENANCE = ["as_of_size", "as_of_time", "checkpoint"];

/** Where each row comes from stands in the row: rows are copied into other tables. */
async function* csvPieces({ first, next, query, checkpoint }: Source): AsyncGenerator<string> {
  const { as_of, data } = first;
  // The head by its size and root hash: the lines of its signers stand in the JSON.
  const head = checkpoint === null ? null : checkpoint.split("\n").slice(1, 3).join(" ");
  const isBeside = query.beside === "1";
  yield csvLine([...COLUMNS, ...(isBeside ? BESIDE : []), ...PROVENANCE]);
  for await (const rows of rowsOf(first, next)) {
    const lines = rows.map((row) => {
      const own = [...cellsOf(row, data.market), ...(isBeside ? besideCells(row) : [])];
      return csvLine([...own, as_of.size, as_of.time, head]);
    });
    yield lines.join("");
  }
}

function cellsOf(row: DirectoryRow, market: DirectoryPage["data"]["market"]) {
  const { marks, cases, price } = row;
  const words = price === null ? undefined : market;
  return [
    ...[row.id, row.name, row.kind, row.operator, row.domain, row.jurisdiction],
    ...[marks?.tier ?? null, marks?.limit_percent ?? null, marks?.prepay_days ?? null],
    marks === null ? null : String(marks.is_shut),
    ...[marks?.probability.low ?? null, marks?.probability.estimate ?? null, marks?.probability.high ?? null],
    ...[marks?.transparency ?? null, marks?.depth ?? null],
    ...[words?.category ?? null, words?.unit ?? null, words?.currency ?? null, price, row.price_stale_since],
    ...[cases.open, cases.upheld, row.last_signal, marks?.digest ?? null],
  ];
}

/** Of the ninety days the first: the newest stands beside it. */
function besideCells({ beside }: DirectoryRow) {
  const first = beside?.trend[0];
  return [beside?.score ?? null, beside?.regulation ?? null, first?.day ?? null, first?.high ?? null];
}

async function* jsonPieces({ first, next, query, checkpoint }: Source): AsyncGenerator<string> {
  const { as_of, data } = first;
  const about = { as_of, checkpoint, query, market: data.market, counts: data.counts };
  yield `${JSON.stringify(about).slice(0, -1)},"rows":[`;
  let comma = "";
  for await (const rows of rowsOf(first, next)) {
    if (rows.length === 0) continue;
    yield comma + rows.map((row) => JSON.stringify(row)).join(",\n");
    comma = ",\n";
  }
  yield "]}\n";
}

async function* rowsOf(first: DirectoryPage, next: Source["next"]): AsyncGenerator<readonly DirectoryRow[]> {
  let page = first;
  yield page.data.rows;
  while (page.page.next_cursor !== null) {
    page = await next(page.page.next_cursor);
    yield page.data.rows;
  }
}

/** Reads the next piece when the reader has taken the last: whoever is slow holds one page. */
export function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(utf8Encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
