/** The types in words, for pages that need no schema: written by `npm run check -- --fix`. */
import type { DisclosureName } from "./all.ts";

export const DISCLOSURE_WORDS: Record<DisclosureName, { title: string; object: string }> = {
  database_ledger_digest: { title: "Ledger digests", object: "digests of its ledger" },
  heartbeat: { title: "Heartbeat", object: "a sign of life" },
  identity: { title: "Identity", object: "its identity" },
};
