/** What looks add up to, and when the log is told of it: on a change and once a day, and never in a flutter. */
import { DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { ObservationOf, ObservationType } from "#lib/statement/observations.ts";
import type { Outcome } from "./looks.ts";
import type { ProbeLook, Remembered } from "./observation-store.ts";

export const PROBE_EVERY_MS = 10 * MINUTE_MS;
/** Looks in a row without an answer after which a provider counts as silent. */
const SILENT_AFTER = 3;
/** What changes faster than this is recorded at this pace. */
const SAY_EVERY_MS = MINUTE_MS;
const RETRIES = 24;

/** Daily; after a miss hourly for a day, since whoever sets up a proof wants to see it. */
export function nextLook(type: ObservationType, misses: number): number {
  if (type === "probe") return PROBE_EVERY_MS;
  return misses > 0 && misses <= RETRIES ? HOUR_MS : DAY_MS;
}

type Told = Pick<Remembered, "said" | "saidAt">;

/** Whether the log is to be told: of a finding that is new, changed or a day old, and of one that has ended. */
export function isNews(told: Told, text: string, outcome: Outcome, now: Instant): boolean {
  if (told.said === null || told.saidAt === null) return outcome === "found";
  if (now - told.saidAt < SAY_EVERY_MS) return false;
  if (told.said !== text) return true;
  return outcome === "found" && now - told.saidAt >= DAY_MS;
}

/** Silent after three misses in a row, else answering; undefined while the first looks tell nothing. */
export function probeState(looks: readonly ProbeLook[]): "answers" | "silent" | undefined {
  const newest = looks.slice(-SILENT_AFTER);
  if (newest.at(-1)?.latencyMs !== undefined) return "answers";
  if (newest.length < SILENT_AFTER) return undefined;
  return newest.every(({ latencyMs }) => latencyMs === undefined) ? "silent" : "answers";
}

/** `looks`: at least one, oldest first. */
export function probeBodyOf(
  url: string,
  state: "answers" | "silent",
  looks: readonly [ProbeLook, ...ProbeLook[]],
): ObservationOf<"probe"> {
  const latencies = looks.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.ceil(share * latencies.length) - 1] ?? 0;
  return {
    type: "probe",
    url,
    from: formatInstant(looks[0].at),
    to: formatInstant(looks.at(-1)?.at ?? looks[0].at),
    looks: looks.length,
    answered: latencies.length,
    ...(latencies.length > 0 && { latencyMs: { p50: at(0.5), p95: at(0.95) } }),
    state,
  };
}
