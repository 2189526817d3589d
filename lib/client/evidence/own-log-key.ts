/** The key by which this browser believes a log: its own memory is asked first. */
import type { LogKey } from "#lib/log/log-key.ts";
import { rememberedLogs } from "../memory/remembered-logs.ts";
import { browserTexts } from "../text-store.ts";
import { meetLogKey } from "../verify/meet-log-key.ts";

export function ownLogKey(origin: string): Promise<LogKey> {
  return meetLogKey(rememberedLogs(browserTexts()), origin);
}
