/** By which key a reader of this browser believes a log. Apart from what checks receipts, which brings every schema along. */
import { formatInstant } from "#lib/kernel/instant.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import type { RememberedLogs } from "../memory/remembered-logs.ts";
import { servedKey } from "./log-reader.ts";

/** The key that this browser holds for a log. */
export function rememberedKey(store: RememberedLogs, origin: string): LogKey {
  const known = store.find(origin);
  if (known === undefined) return { from: "nowhere" };
  return { from: "memory", vkey: known.vkey, since: formatInstant(known.since) };
}

/** The browser's own key of the log, else the one that the site serves now. Remembers nothing. */
export async function meetLogKey(store: RememberedLogs, origin: string): Promise<LogKey> {
  const known = rememberedKey(store, origin);
  if (known.from !== "nowhere") return known;
  return { from: "site", vkey: await servedKey() };
}
