/** PostgreSQL and socket errors that mean "the database is away", not "the program is wrong". */
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ETIMEDOUT",
  "ENOENT",
  // PostgreSQL: shutting down, crashed, starting up; connection lost; too many connections; disk full; I/O error.
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
  "53100",
  "58030",
  // A statement or a lock took longer than its limit: too busy to answer is away, too.
  "57014",
  "55P03",
]);

const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|connection timeout|timeout expired|Query read timeout|is not queryable/i;

/** True when the error, or one that caused it, says that the database cannot be reached or cannot write. Total. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined && AWAY.has(code)) return true;
  if (AWAY_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  return error.cause !== undefined && isDatabaseAway(error.cause);
}
