/** For tests: a connection whose k-th call fails, before the server sees it or after it was done and the answer was lost. */
import type { QueryResultRow } from "pg";
import type { Sql } from "#lib/server/log-store/sql.ts";

export type When = "before" | "after";

/** The client stays broken from then on, as one whose server or network is gone. `calls` counts up to the failure. */
export function failing(
  client: Sql & { readonly end: () => Promise<void> },
  k: number,
  when: When,
): { readonly sql: Sql; readonly calls: () => number } {
  let calls = 0;
  const ask = async <Row extends QueryResultRow>(text: string, values?: unknown[]) => {
    calls += 1;
    const isHit = calls === k;
    if (isHit && when === "before") await client.end();
    const answer = await client.query<Row>(text, values);
    if (!isHit || when === "before") return answer;
    await client.end();
    throw new Error("the connection is gone");
  };
  // One after the other, also for those who ask several at once: a connection has one line of calls.
  let line: Promise<unknown> = Promise.resolve();
  const sql: Sql = {
    query: <Row extends QueryResultRow>(text: string, values?: unknown[]) => {
      const mine = line.then(() => ask<Row>(text, values));
      line = mine.catch(() => undefined);
      return mine;
    },
  };
  return { sql, calls: () => calls };
}
