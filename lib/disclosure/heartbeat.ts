/**
 * What follows from a provider's silence (docs/concepts/disclosures.md, "Heartbeats"). A heartbeat is armed by the
 * operator; from then on 72 h without a beat suspend the provider and 14 d are a failure. Spans in which the log itself
 * was away do not count, nor does silence here that another log's receipts contradict.
 */
import type { EntryIndex, Thumbprint } from "#lib/kernel/ids.ts";
import {
  addMs,
  asInstant,
  DAY_MS,
  formatInstant,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  parseInstant,
} from "#lib/kernel/instant.ts";

export const SUSPENDED_AFTER_MS = 72 * HOUR_MS;
export const FAILED_AFTER_MS = 14 * DAY_MS;
/** An operator who goes away says so this long before. */
export const DISARM_NOTICE_MS = 7 * DAY_MS;
/** A beat from elsewhere is shown here within this time. */
export const ELSEWHERE_WITHIN_MS = 30 * DAY_MS;
/** Shorter gaps of a log are not outages. */
export const SHORTEST_OUTAGE_MS = 10 * MINUTE_MS;
/** Beats in a row, by one key, each within twice the cadence of the one before, until a heartbeat counts as armed. */
const BEATS_TO_ARM = 3;
/** Silences of which the form keeps the record; older ones stand in the log. */
const SILENCES_KEPT = 5;
/** Thirty days of beats at the longest cadence, as few as leave no piece longer than 60 h, are at most twenty. */
const ELSEWHERES_KEPT = 24;

/** A span in which this log published nothing. RFC 3339. */
export type Outage = { readonly from: string; readonly to: string };

/** A silence of 72 h or more while armed. Times RFC 3339. */
export type Silence = {
  /** Time of the last beat before it. */
  readonly from: string;
  /** Time of the beat that ended it; null: it lasts. */
  readonly to: string | null;
  /** When it reached 72 h; null: beats elsewhere showed that it never did, and the suspension is struck. */
  readonly suspendedAt: string | null;
  /** When it reached 14 d; null: it did not. */
  readonly failedAt: string | null;
  /** Times of beats that other logs received meanwhile. */
  readonly elsewhere: readonly string[];
};

export type Heartbeat = {
  readonly beats: number;
  readonly last: {
    readonly entry: EntryIndex;
    readonly loggedAt: string;
    readonly cadenceHours: number;
    readonly softwareVersion: string;
  };
  /** Armed beats in a row, counted to three. */
  readonly run: { readonly key: Thumbprint; readonly beats: number } | null;
  readonly armedSince: string | null;
  /** From when on it is no longer armed, said 7 d before. */
  readonly disarmedFrom: string | null;
  /** The latest silences, oldest first. */
  readonly silences: readonly Silence[];
};

export type Beat = {
  readonly entry: EntryIndex;
  readonly loggedAt: Instant;
  readonly key: Thumbprint;
  readonly cadenceHours: number;
  readonly softwareVersion: string;
  readonly armed: boolean | undefined;
  /** When the beat says that it takes effect: of a disarming one, when silence stops counting. */
  readonly effectiveAt: Instant;
  /** Time of a beat of the same operator in another log, proven by its receipt. */
  readonly elsewhere: Instant | undefined;
};

/** What whoever arms is told before. */
export const SILENCE_COSTS =
  "Once armed, 72 hours without a sign of life suspend the provider and 14 days count as a failure; both stay visible for ever, and disarming has to be said 7 days ahead.";

export type HeartbeatState = "none" | "unarmed" | "beating" | "late" | "suspended" | "failed";

const at = (text: string): Instant => parseInstant(text) ?? (0 as Instant);

/** When silence since `from` reaches `ms`, spans of outage left out. `outages` are in order and do not overlap. */
export function silenceReaches(from: Instant, ms: number, outages: readonly Outage[]): Instant {
  let end = addMs(from, ms);
  for (const outage of outages) {
    const [start, stop] = [Math.max(at(outage.from), from), at(outage.to)];
    if (stop <= start || start >= end) continue;
    end = addMs(end, stop - start);
  }
  return end;
}

/** Whether silence counts at a time. */
export function isArmedAt({ armedSince, disarmedFrom }: Heartbeat, now: Instant): boolean {
  return armedSince !== null && now >= at(armedSince) && (disarmedFrom === null || now < at(disarmedFrom));
}

/** When the present silence reaches `ms`; undefined: it is not armed, or will no longer be by then. */
export function deadlineOfSilence(heartbeat: Heartbeat, ms: number, outages: readonly Outage[]): Instant | undefined {
  const due = silenceReaches(at(heartbeat.last.loggedAt), ms, outages);
  return isArmedAt(heartbeat, due) ? due : undefined;
}

/** The state at a time, recorded or not. */
export function heartbeatStateAt(
  heartbeat: Heartbeat | null,
  outages: readonly Outage[],
  now: Instant,
): HeartbeatState {
  if (heartbeat === null) return "none";
  const hasReached = (ms: number) => {
    const due = deadlineOfSilence(heartbeat, ms, outages);
    return due !== undefined && now >= due;
  };
  if (hasReached(FAILED_AFTER_MS)) return "failed";
  if (hasReached(SUSPENDED_AFTER_MS)) return "suspended";
  if (!isArmedAt(heartbeat, now)) return "unarmed";
  const late = silenceReaches(at(heartbeat.last.loggedAt), 2 * heartbeat.last.cadenceHours * HOUR_MS, outages);
  return now > late ? "late" : "beating";
}

/** A heartbeat as readers are told of it. */
export type HeartbeatStanding = {
  readonly state: HeartbeatState;
  /** Since when it is so; null: there is nothing that it could have begun with. */
  readonly since: Instant | null;
  /** Silence so far, outages of the log left out; null: no beat was ever sent. */
  readonly silentMs: number | null;
};

export function heartbeatStandingAt(
  heartbeat: Heartbeat | null,
  outages: readonly Outage[],
  now: Instant,
): HeartbeatStanding {
  const state = heartbeatStateAt(heartbeat, outages, now);
  if (heartbeat === null) return { state, since: null, silentMs: null };
  const last = at(heartbeat.last.loggedAt);
  return { state, since: sinceWhen(heartbeat, state, outages), silentMs: silenceUntil(last, now, outages) };
}

function sinceWhen(heartbeat: Heartbeat, state: HeartbeatState, outages: readonly Outage[]): Instant | null {
  const { armedSince, disarmedFrom, silences, last } = heartbeat;
  switch (state) {
    case "failed":
      return deadlineOfSilence(heartbeat, FAILED_AFTER_MS, outages) ?? null;
    case "suspended":
      return deadlineOfSilence(heartbeat, SUSPENDED_AFTER_MS, outages) ?? null;
    case "late":
      return silenceReaches(at(last.loggedAt), 2 * last.cadenceHours * HOUR_MS, outages);
    case "beating":
      return armedSince === null ? null : asInstant(Math.max(at(armedSince), at(silences.at(-1)?.to ?? armedSince)));
    default:
      return disarmedFrom === null ? null : at(disarmedFrom);
  }
}

/** ms from one time to another, spans of outage left out. */
export function silenceUntil(from: Instant, to: Instant, outages: readonly Outage[]): number {
  const away = outages.reduce(
    (sum, outage) => sum + Math.max(0, Math.min(at(outage.to), to) - Math.max(at(outage.from), from)),
    0,
  );
  return Math.max(0, to - from - away);
}

/** Longest piece that receipts are to leave of a silence: well below what suspends. */
const PIECE_MS = 60 * HOUR_MS;

/**
 * Of the times of beats elsewhere, oldest first, as few as leave no piece longer than 60 h since the last beat here; the
 * newest always.
 */
export function receiptsThatMatter(lastHere: Instant, times: readonly Instant[]): Instant[] {
  const kept: Instant[] = [];
  let before = lastHere;
  for (const [nth, time] of times.entries()) {
    const next = times[nth + 1];
    if (next !== undefined && next - before <= PIECE_MS) continue;
    kept.push(time);
    before = time;
  }
  return kept;
}

/** The form after one more beat. Undefined: a disarming beat without its notice of 7 d, or a beat elsewhere too old. */
export function afterBeat(before: Heartbeat | null, beat: Beat, outages: readonly Outage[]): Heartbeat | undefined {
  const { loggedAt, armed, effectiveAt, elsewhere } = beat;
  if (
    armed === false &&
    before !== null &&
    isArmedAt(before, loggedAt) &&
    effectiveAt < addMs(loggedAt, DISARM_NOTICE_MS)
  )
    return undefined;
  if (elsewhere !== undefined && (elsewhere > loggedAt || elsewhere < addMs(loggedAt, -ELSEWHERE_WITHIN_MS)))
    return undefined;
  const run = runAfter(before, beat);
  const wasArmed = before !== null && isArmedAt(before, loggedAt);
  const isArmed = wasArmed || (armed === true && run !== null && run.beats >= BEATS_TO_ARM);
  return {
    beats: (before?.beats ?? 0) + 1,
    last: {
      entry: beat.entry,
      loggedAt: formatInstant(loggedAt),
      cadenceHours: beat.cadenceHours,
      softwareVersion: beat.softwareVersion,
    },
    run,
    armedSince: !isArmed ? null : wasArmed ? before.armedSince : formatInstant(loggedAt),
    disarmedFrom: disarmedAfter(before, beat, isArmed),
    silences: silencesAfter(before, beat, outages),
  };
}

function runAfter(before: Heartbeat | null, { armed, key, loggedAt }: Beat): Heartbeat["run"] {
  // Whoever says that it is not armed begins anew.
  if (armed !== true) return armed === false ? null : (before?.run ?? null);
  const isNext =
    before !== null &&
    before.run?.key === key &&
    loggedAt - at(before.last.loggedAt) <= 2 * before.last.cadenceHours * HOUR_MS;
  return { key, beats: isNext ? Math.min(BEATS_TO_ARM, (before.run?.beats ?? 0) + 1) : 1 };
}

function disarmedAfter(before: Heartbeat | null, { armed, effectiveAt }: Beat, isArmed: boolean): string | null {
  if (!isArmed || armed === true) return null;
  return armed === false ? formatInstant(effectiveAt) : (before?.disarmedFrom ?? null);
}

function silencesAfter(before: Heartbeat | null, beat: Beat, outages: readonly Outage[]): readonly Silence[] {
  if (before === null) return [];
  const ended = endSilence(before, beat.loggedAt, outages);
  const { elsewhere } = beat;
  if (elsewhere === undefined) return ended;
  return ended.map((silence) =>
    at(silence.from) < elsewhere && (silence.to === null || elsewhere < at(silence.to))
      ? reconsider({ ...silence, elsewhere: timesWith(silence.elsewhere, elsewhere) }, outages)
      : silence,
  );
}

/**
 * A silence that reached 72 h ends with the beat, whether its record was logged or not. One that was recorded is judged
 * anew: an outage that was claimed after the record may show that it never lasted so long.
 */
function endSilence(before: Heartbeat, loggedAt: Instant, outages: readonly Outage[]): readonly Silence[] {
  const reachedBy = (ms: number): string | null => {
    const reached = deadlineOfSilence(before, ms, outages);
    return reached !== undefined && reached <= loggedAt ? formatInstant(reached) : null;
  };
  // Outages only put it off: who spoke sooner was not silent so long, and so it is with nearly every beat.
  const isSoon = loggedAt < addMs(at(before.last.loggedAt), SUSPENDED_AFTER_MS);
  const suspendedAt = isSoon ? null : reachedBy(SUSPENDED_AFTER_MS);
  const earlier = before.silences.at(-1)?.to === null ? before.silences.slice(0, -1) : before.silences;
  if (suspendedAt === null) return earlier;
  const failedAt = reachedBy(FAILED_AFTER_MS);
  const silence = { from: before.last.loggedAt, to: formatInstant(loggedAt), suspendedAt, failedAt, elsewhere: [] };
  return [...earlier, silence].slice(-SILENCES_KEPT);
}

/** The record of a silence that has reached 72 h; it lasts until a beat ends it. */
export function withSuspension(heartbeat: Heartbeat, suspendedAt: string): Heartbeat {
  const silence = { from: heartbeat.last.loggedAt, to: null, suspendedAt, failedAt: null, elsewhere: [] };
  return { ...heartbeat, silences: [...heartbeat.silences, silence].slice(-SILENCES_KEPT) };
}

/** The record that the open silence has reached 14 d. */
export function withFailure(heartbeat: Heartbeat, failedAt: string): Heartbeat {
  const open = heartbeat.silences.at(-1);
  if (open === undefined) return heartbeat;
  return { ...heartbeat, silences: [...heartbeat.silences.slice(0, -1), { ...open, failedAt }] };
}

/** Beats elsewhere cut a silence into pieces: it suspended only if one of them reached 72 h, and failed only at 14 d. */
function reconsider(silence: Silence, outages: readonly Outage[]): Silence {
  const starts = [silence.from, ...silence.elsewhere];
  const firstToReach = (ms: number): string | null => {
    for (const [nth, start] of starts.entries()) {
      const end = starts[nth + 1] ?? silence.to;
      const reached = silenceReaches(at(start), ms, outages);
      if (end === null || reached <= at(end)) return formatInstant(reached);
    }
    return null;
  };
  const suspendedAt = silence.suspendedAt === null ? null : firstToReach(SUSPENDED_AFTER_MS);
  return { ...silence, suspendedAt, failedAt: silence.failedAt === null ? null : firstToReach(FAILED_AFTER_MS) };
}

function timesWith(times: readonly string[], more: Instant): readonly string[] {
  return [...new Set([...times, formatInstant(more)])].sort().slice(0, ELSEWHERES_KEPT);
}
