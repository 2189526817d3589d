import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import type { ReadCtx } from "../context.ts";
import { listEntries } from "./list-entries.ts";

/** What says most about whom one can trust: what was ruled, how this index cheated, keys that were lost, who closes. */
const NEWS_KINDS = [
  "ruling",
  "fraud.proof",
  "key.revoke",
  "disclosure.windup_notice",
] as const satisfies readonly Kind[];

/** Effective entries of these kinds up to a size, newest first. */
export async function listNews(ctx: ReadCtx, size: number, limit: number): Promise<EntrySummary[]> {
  const pages = await Promise.all(NEWS_KINDS.map((kind) => listEntries(ctx, { kind, limit, as_of: size })));
  return pages
    .flatMap(({ data }) => data.filter(({ effect }) => effect.status === "effective"))
    .sort((a, b) => b.index - a.index)
    .slice(0, limit);
}
