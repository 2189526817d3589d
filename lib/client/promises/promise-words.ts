/** A promise as people read it: how it stands now, and when that changes. */
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import { parseNote } from "#lib/log/note.ts";
import { type InclusionPromise, type PromiseState, parsePromise, promiseStateAt } from "#lib/log/promise.ts";

/** The promise in a note, whoever signed it; undefined when it is none. */
export function promiseIn(note: string): InclusionPromise | undefined {
  const parsed = parsePromise(parseNote(note)?.text ?? "");
  return parsed.ok ? parsed.value : undefined;
}

export function promiseStateNow(promise: InclusionPromise, now: Instant): PromiseState {
  return promiseStateAt(promise, now / SECOND_MS);
}

/** `14:03:20` today, `tomorrow, 14:03`, `27 November, 14:03`: in the reader's own time zone, or the one given. */
export function momentWords(at: number, now: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const format = (options: Intl.DateTimeFormatOptions, time = at) =>
    new Intl.DateTimeFormat("en-GB", { ...zone, ...options }).format(time);
  const day = (time: number) => format({ dateStyle: "short" }, time);
  if (day(at) === day(now)) return format({ timeStyle: "medium" });
  const clock = format({ timeStyle: "short" });
  if (day(at) === day(now + 24 * 3600 * SECOND_MS)) return `tomorrow, ${clock}`;
  if (day(at) === day(now - 24 * 3600 * SECOND_MS)) return `yesterday, ${clock}`;
  return `${format({ day: "numeric", month: "long" })}, ${clock}`;
}
