/** The two rails as data and words: what was signed, who saw it, and what may be concluded from that. */
import { formatRelative, formatSpan, formatUtc } from "#components/ui/format-time.ts";

export type RailWatcher = {
  /** Its name in the policy. */
  readonly name: string;
  /** Not run by this index itself. */
  readonly isIndependent: boolean;
};

/** A signed head. `added`: entries since the station before. `root` is 64 hex, times are ms UTC. */
export type RailStation = {
  readonly size: number;
  readonly root: string;
  readonly signedAt: number;
  readonly added: number;
  /** Watchers that cosigned exactly this head, with their own clocks' times. */
  readonly seenBy: readonly { readonly name: string; readonly at: number }[];
  /** As many independent ones as the policy asks for, at least one. */
  readonly isEnough: boolean;
};

/** What this browser verified last. `same`: today's log continues it. */
export type RailMemory = {
  readonly size: number;
  readonly seenAt: number;
  readonly tie: "same" | "not-compared" | "contradiction";
};

/** Two signed heads that exclude each other; `proofHref` leads to the proof of it. `seenAt`: where the rail splits. */
export type RailFork = {
  readonly heads: readonly [RailHead, RailHead];
  readonly seenAt: number;
  readonly proofHref: string;
};
export type RailHead = { readonly size: number; readonly root: string };

export type RailFacts = {
  /** Ascending by size, at least one, at most 25. */
  readonly stations: readonly RailStation[];
  /** Left edge, ms. */
  readonly from: number;
  readonly now: number;
  readonly watchers: readonly RailWatcher[];
  /** Signing stopped: how many written entries are not signed. */
  readonly stopped?: { readonly behind: number } | undefined;
  readonly fork?: RailFork | undefined;
  readonly memory?: RailMemory | undefined;
};

/** How upper and lower rail hang together at a station. */
export type Tie = "enough" | "some" | "self-run" | "none";

export const TIE_WORDS: Readonly<Record<Tie, string>> = {
  enough: "same root seen by enough independent watchers",
  some: "same root seen by some independent watchers",
  "self-run": "seen by this index's own watchers only, which do not count",
  none: "seen by nobody else",
};

export function tieOf(station: RailStation, watchers: readonly RailWatcher[]): Tie {
  const independent = independentOf(station, watchers);
  if (independent > 0) return station.isEnough ? "enough" : "some";
  return station.seenBy.length > 0 ? "self-run" : "none";
}

export function independentOf({ seenBy }: RailStation, watchers: readonly RailWatcher[]): number {
  return watchers.filter(({ name, isIndependent }) => isIndependent && seenBy.some((each) => each.name === name))
    .length;
}

export const countOf = (n: number) => n.toLocaleString("en");
export const entriesOf = (n: number) => `${countOf(n)} ${n === 1 ? "entry" : "entries"}`;
/** Entries are counted from 0: a head of n entries reaches to entry n − 1. */
export const lastEntry = (size: number) => `entry ${countOf(Math.max(0, size - 1))}`;

/** The finding. It never says that no fork exists: only what was not seen, by whom, and until when. */
export function titleOf({ stations, now, watchers, stopped, fork }: RailFacts): string {
  const newest = stations.at(-1);
  if (newest === undefined) return "Nothing is signed yet";
  if (fork !== undefined) return `Fork: this index signed two logs, ${forkWords(fork)}`;
  if (stopped !== undefined) {
    return `Signing stopped, ${entriesOf(stopped.behind)} behind; last signed ${formatRelative(newest.signedAt, now)}`;
  }
  const independent = watchers.filter(({ isIndependent }) => isIndependent).length;
  if (watchers.length === 0) return `Signed up to ${lastEntry(newest.size)}; nobody independent watches this index yet`;
  if (independent === 0) {
    const own = watchers.length === 1 ? "1 watcher" : `${watchers.length} watchers`;
    return `Signed up to ${lastEntry(newest.size)}; 0 independent watchers (demo: ${own} of this index's own)`;
  }
  const seen = stations.findLast((station) => independentOf(station, watchers) > 0);
  const total = `${independent} independent ${independent === 1 ? "watcher" : "watchers"}`;
  if (seen === undefined) return `Signed up to ${lastEntry(newest.size)}; none of ${total} has seen it lately`;
  const count = independentOf(seen, watchers);
  const at = Math.max(...seen.seenBy.map((each) => each.at));
  return `No split seen up to ${lastEntry(seen.size)} by ${count} of ${total}, ${formatRelative(at, now)}`;
}

/** The sizes of two heads that exclude each other. */
function forkWords({ heads: [a, b] }: RailFork): string {
  return a.size === b.size ? `both of ${entriesOf(a.size)}` : `of ${countOf(a.size)} and of ${entriesOf(b.size)}`;
}

/** One station in words: for the reading line and for those who hear it. */
export function stationSentence(station: RailStation, { watchers, now }: RailFacts): string {
  const { size, root, signedAt, seenBy } = station;
  const names = seenBy.map(({ name }) => name).join(", ");
  const by = names === "" ? "seen by no watcher" : `${TIE_WORDS[tieOf(station, watchers)]} (${names})`;
  return `${entriesOf(size)}, signed ${formatUtc(signedAt, "minute")} (${formatRelative(signedAt, now)}), root ${root.slice(0, 8)}…: ${by}.`;
}

export function memorySentence({ size, seenAt, tie }: RailMemory): string {
  const words = {
    same: "today's log continues it",
    "not-compared": "not compared yet",
    contradiction: "today's log contradicts it",
  } as const;
  return `You, ${formatUtc(seenAt, "minute")}: this browser verified ${entriesOf(size)}; ${words[tie]}.`;
}

const DAY_MS = 86_400_000;
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** `you, Tuesday`; today the hour, after a week the date. UTC, as everything here. */
export function memoryLabel(seenAt: number, now: number): string {
  if (formatUtc(seenAt, "day") === formatUtc(now, "day")) return `you, ${formatUtc(seenAt, "minute").slice(11, 16)}`;
  if (now - seenAt < 6 * DAY_MS) return `you, ${DAYS[new Date(seenAt).getUTCDay()]}`;
  return `you, ${formatUtc(seenAt, "day")}`;
}

/** Two letters that tell the watchers apart under a station. */
export function initialsOf(name: string): string {
  const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== "");
  const letters = parts.length > 1 ? parts.map((part) => part.slice(0, 1)).join("") : (parts[0] ?? name);
  return letters.slice(0, 2).toUpperCase();
}

/** Place of a moment as a percentage of the drawing: the window between the margins. */
export function placeOf(at: number, { from, now, fork, stopped }: RailFacts): number {
  const right = fork === undefined && stopped === undefined ? 96 : 78;
  const share = now <= from ? 1 : Math.min(1, Math.max(0, (at - from) / (now - from)));
  return 3 + share * (right - 3);
}

/** Stations whose size is written above them: the newest, then to the left whatever has room. */
export function labelled(facts: RailFacts, roomPercent = 8): ReadonlySet<number> {
  const shown = new Set<number>();
  let last = Number.POSITIVE_INFINITY;
  for (const { size, signedAt } of facts.stations.toReversed()) {
    const place = placeOf(signedAt, facts);
    if (last - place < roomPercent) continue;
    shown.add(size);
    last = place;
  }
  return shown;
}

/** `24 h`, of a younger log its age, of one that stood still the time back to its last head. */
export function windowWords({ from, now }: RailFacts): string {
  return now - from === DAY_MS ? "24 h" : formatSpan(now - from);
}
