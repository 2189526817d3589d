import type { Head } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { clearProjection, loadFold, projectEntries, readProjectedSize } from "#lib/server/projector/project.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { foldEntry } from "./admit.ts";
import { asLeader } from "./leadership.ts";
import { readEntries } from "./read-entries.ts";
import { Fenced } from "./signing-refused.ts";

/** Entries that are projected in one transaction, and read at once. */
export const PROJECT_ENTRIES = 1_000;

/**
 * The fold at the published size, with the read tables brought there: from the newest versions when the tables are of
 * this fold version, from entry 0 when they are not.
 */
export async function catchUpProjection(sql: Sql, head: Head): Promise<MemoryState> {
  let size = await readProjectedSize(sql);
  if (size === undefined || size > head.publishedSize) {
    await asLeader(sql, head.epoch, "the projection", () => clearProjection(sql));
    size = 0;
  }
  const fold = size === 0 ? MemoryState.empty() : await loadFold(sql);
  for (let from = size; from < head.publishedSize; from += PROJECT_ENTRIES) {
    const entries = await readEntries(sql, from, Math.min(from + PROJECT_ENTRIES, head.publishedSize));
    const folded = entries.map((entry) => foldEntry(fold, entry));
    const done = await asLeader(sql, head.epoch, "the projection", () =>
      projectEntries(sql, folded, { fold, ahead: [] }),
    );
    if (!done) throw new Fenced("the projection");
  }
  return fold;
}
