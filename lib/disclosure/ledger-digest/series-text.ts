/** A series as people write it: the path under which Azure SQL stores its digests. */
import type { Ledger, SeriesKey } from "#lib/statement/ledger/point.ts";
import { parseTicks } from "#lib/statement/ledger/ticks.ts";

const CONTAINER = "/sqldbledgerdigests/";

/**
 * Reads `<server>/<database>/<creation time>`, with or without the address of the storage before it. A database that
 * contains slashes, as a log's origin does, is taken whole. Undefined for anything else. Total.
 */
export function parseSeriesText(text: string, ledger: Ledger): SeriesKey | undefined {
  const whole = `/${text.trim().replace(/^\/+/, "")}`;
  const cut = whole.lastIndexOf(CONTAINER);
  const [server = "", ...rest] = whole.slice(cut < 0 ? 1 : cut + CONTAINER.length).split("/");
  const createdAt = rest.pop() ?? "";
  const database = rest.join("/");
  if (server === "" || database === "" || parseTicks(createdAt) === undefined) return undefined;
  return { ledger, server, database, createdAt };
}
