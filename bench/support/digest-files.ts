/** Files of ledger digests as an operator has them, of any number of blocks. */
import { createHash } from "node:crypto";
import { addMs, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { formatTicks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";

/** JSON lines of Azure SQL: one block every 30 seconds, the last one a minute before `now`. */
export function azureDigests(database: string, count: number, now: Instant): string {
  const lines: string[] = [];
  for (let block = 0; block < count; block += 1) {
    const at = addMs(now, -(count - block) * 30 * SECOND_MS - 30 * SECOND_MS);
    lines.push(
      JSON.stringify({
        database_name: database,
        block_id: block,
        hash: `0x${createHash("sha256").update(`${database} ${block}`).digest("hex").toUpperCase()}`,
        last_transaction_commit_time: formatTicks(ticksOfInstant(at)),
        digest_time: formatTicks(ticksOfInstant(addMs(at, SECOND_MS))),
      }),
    );
  }
  return `${lines.join("\n")}\n`;
}
