/**
 * The standing comparison of the log with this browser's memory: on every visit, at most once a minute, quiet while it
 * holds. This file is small, since every page has it; what checks is fetched when it is time.
 */
import { browserTexts, type TextStore } from "../text-store.ts";
import type { Compared } from "../verify/compare-log.ts";

export type MemoryReport =
  | { readonly kind: "waiting" }
  | { readonly kind: "offline" }
  /** `at`: by this browser's clock, ms. */
  | { readonly kind: "compared"; readonly compared: Compared; readonly at: number };

/** Where the time of the last comparison that found nothing wrong is kept, so that pages do not repeat it. */
const QUIET_SINCE = "touchstone:memory-checked";
export const EVERY_MS = 60_000;

const WAITING: MemoryReport = { kind: "waiting" };
let report: MemoryReport = WAITING;
let running: Promise<void> | undefined;
const listeners = new Set<() => void>();

export function subscribeMemory(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const memoryReport = (): MemoryReport => report;
export const noMemoryReport = (): MemoryReport => WAITING;

/** Compares now; calls that overlap share one comparison. `quiet`: not if it was done within a minute and held. */
export function compareNow({ quiet = false } = {}): Promise<void> {
  const texts = browserTexts();
  if (quiet && !isDue(texts.get(QUIET_SINCE), Date.now())) return Promise.resolve();
  running ??= compare(texts).finally(() => {
    running = undefined;
  });
  return running;
}

/** A time that lies ahead was written by another clock, and counts as none. */
export function isDue(since: string | undefined, nowMs: number): boolean {
  const at = Number(since ?? Number.NaN);
  return !(at <= nowMs && nowMs - at < EVERY_MS);
}

async function compare(texts: TextStore): Promise<void> {
  try {
    const { compareVisit } = await import("./compare-visit.ts");
    const compared = await compareVisit(texts);
    const at = Date.now();
    if (compared.check.outcome === "fail") texts.remove(QUIET_SINCE);
    else texts.set(QUIET_SINCE, String(at));
    tell({ kind: "compared", compared, at });
  } catch {
    // An alarm that stands is not taken back because the network went away.
    const isAlarm = report.kind === "compared" && report.compared.check.outcome === "fail";
    if (!isAlarm) tell({ kind: "offline" });
  }
}

function tell(next: MemoryReport): void {
  report = next;
  for (const listener of listeners) listener();
}
