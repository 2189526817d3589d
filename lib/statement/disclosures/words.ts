/** The types in words, for pages that need no schema: written by `npm run check -- --fix`. */
import type { DisclosureName } from "./all.ts";

export const DISCLOSURE_WORDS: Record<DisclosureName, { title: string; object: string }> = {
  heartbeat: { title: "Heartbeat", object: "a sign of life" },
  identity: { title: "Identity", object: "its identity" },
};
