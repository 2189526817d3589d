/** One comparison of the log that this address shows with what this browser knows of it. */
import type { Clock } from "#lib/kernel/clock.ts";
import { parseNote } from "#lib/log/note.ts";
import { browserClock } from "../platform.ts";
import type { TextStore } from "../text-store.ts";
import { type Compared, compareWithMemory } from "../verify/compare-log.ts";
import { type LogReader, servedKey, siteLog } from "../verify/log-reader.ts";
import { rememberedLogs } from "./remembered-logs.ts";

/** The log that this address showed at the first visit: under another name it would begin without a memory. */
const SITE_LOG = "touchstone:site-log";

export type VisitSources = {
  readonly log: LogReader;
  readonly key: () => Promise<string>;
  readonly now: Clock;
};

const SITE: VisitSources = { log: siteLog, key: servedKey, now: browserClock };

/** Errors: TypeError without a network. */
export async function compareVisit(texts: TextStore, { log, key, now }: VisitSources = SITE): Promise<Compared> {
  const store = rememberedLogs(texts);
  const note = await log.checkpoint();
  const origin = parseNote(note)?.text.split("\n")[0] ?? "";
  await store.prepare(origin, note);
  const before = texts.get(SITE_LOG);
  if (before !== undefined && before !== origin && store.find(before) !== undefined)
    return renamed(before, origin, note);
  if (store.find(origin) === undefined) {
    store.rememberKey(origin, await key(), now());
    await store.prepare(origin, note);
  }
  if (store.find(origin) !== undefined) texts.set(SITE_LOG, origin);
  return compareWithMemory(origin, store, now, log);
}

function renamed(before: string, origin: string, note: string): Compared {
  const detail = `This address showed the log ${before} until now, and shows ${origin} today. That is another log with another past; the one that you knew is not shown.`;
  const text = JSON.stringify({ before, note }, null, 2);
  return {
    check: { name: "continues", outcome: "fail", reason: "other-log", detail },
    before: undefined,
    today: undefined,
    evidence: { fileName: "touchstone-other-log.json", text, isProof: false },
  };
}

/** Forgets the log that this address showed: the next visit is a first one. Only ever at a person's wish. */
export function forgetSiteLog(texts: TextStore): void {
  const origin = texts.get(SITE_LOG);
  if (origin !== undefined) rememberedLogs(texts).forget(origin);
  texts.remove(SITE_LOG);
}
