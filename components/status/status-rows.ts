/** What `/status` says: one question a row, answered by a sentence. What is fine is said calmly, never as a tick. */
import { formatRelative, formatSpan, formatUtc } from "#components/ui/format-time.ts";
import type { Status } from "#lib/contract/status.ts";

/** `unknown`: nothing was recorded, which is neither good nor bad. */
export type StatusTone = "fine" | "attention" | "failed" | "unknown";

export type StatusRow = {
  readonly id: string;
  readonly asks: string;
  readonly tone: StatusTone;
  readonly says: string;
  /** For auditors: names and values. */
  readonly details: readonly (readonly [name: string, value: string])[];
  /** Where to look further. */
  readonly more?: { readonly href: string; readonly text: string };
};

/** A head older than this without anything to sign means that it is not signed anew (every ten minutes when idle). */
const OLD_SCRUB_MS = 2 * 86_400_000;

/** `isSimulated`: its log time is a simulated clock's, which stands still and jumps. */
export function statusRows(status: Status, isSimulated = false): StatusRow[] {
  const now = Date.parse(status.as_of.time);
  return [
    signing(status, now),
    waiting(status, now),
    promises(status, isSimulated),
    records(status, now),
    verdicts(status, now),
    keys(status),
    watchers(status, now),
    scrub(status, now),
    stateRoot(status, now),
    restore(status, now),
    processes(status),
    build(status),
  ];
}

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const entries = (n: number) => count(n, "entry", "entries");

/** The worst of the rows: a failed one before one that wants attention. */
export function worstOf(rows: readonly StatusRow[]): "fine" | "attention" | "failed" {
  if (rows.some(({ tone }) => tone === "failed")) return "failed";
  return rows.some(({ tone }) => tone === "attention") ? "attention" : "fine";
}

function signing({ head }: Status, now: number): StatusRow {
  const signedAt = head.signed_at === null ? undefined : Date.parse(head.signed_at);
  const age = signedAt === undefined ? "never" : formatRelative(signedAt, now);
  const details = [
    ["signed size", head.size.toLocaleString("en")],
    ["signed at", signedAt === undefined ? "never" : formatUtc(signedAt)],
    ["written, not signed", head.unsigned.toLocaleString("en")],
    ["health", head.health],
    ...(head.detail === "" ? [] : [["detail", head.detail] as const]),
  ] as const;
  const base = { id: "signing", asks: "Does the index sign its log?", details };
  const more = { href: "/log", text: "The signed heads" };
  if (head.health !== "ok") {
    const why = head.detail === "" ? `It gives the reason “${head.health}”.` : head.detail;
    const left = head.unsigned === 0 ? "" : ` ${entries(head.unsigned)} behind.`;
    const says = `It has stopped signing, last ${age}.${left} ${why} Reading goes on; nothing new is accepted.`;
    return { ...base, tone: "failed", says, more };
  }
  if (signedAt === undefined) return { ...base, tone: "unknown", says: "It has signed nothing yet." };
  return { ...base, tone: "fine", says: `Yes: its newest signed head holds ${entries(head.size)}, ${age}.`, more };
}

function waiting({ waiting: { count: waits, oldest_received_at: oldest } }: Status, now: number): StatusRow {
  const ageMs = oldest === null ? 0 : Math.max(0, now - Date.parse(oldest));
  const base = {
    id: "waiting",
    asks: "Does anything wait to be recorded?",
    details: [
      ["waiting", waits.toLocaleString("en")],
      ["oldest received", oldest === null ? "none" : formatUtc(Date.parse(oldest))],
    ] as const,
  };
  if (waits === 0) return { ...base, tone: "fine", says: "No: everything that was handed in is recorded." };
  const what = count(waits, "submission waits", "submissions wait");
  const isSlow = ageMs > 60_000;
  const late = isSlow ? ", longer than it promises." : ".";
  const says = `${what}, the oldest for ${formatSpan(ageMs)}${late}`;
  return { ...base, tone: isSlow ? "attention" : "fine", says };
}

function promises({ late_promises: { given, late, open, overdue, latest } }: Status, isSimulated: boolean): StatusRow {
  const base = {
    id: "promises",
    asks: "Did it keep its promises?",
    details: latest.map(({ statement_hash: hash, include_by: by, index, logged_at: at }) => {
      const due = formatUtc(Date.parse(by));
      const done =
        index === null || at === null ? "still not recorded" : `entry ${index}, ${formatUtc(Date.parse(at))}`;
      return [hash, `promised by ${due}: ${done}`] as const;
    }),
  };
  if (given === 0) {
    return {
      ...base,
      tone: "fine",
      says: "It never had to promise: every submission was recorded within two seconds.",
    };
  }
  const gave = `It gave ${count(given, "promise", "promises")} to record something within a minute`;
  if (late === 0) return { ...base, tone: "fine", says: `${gave}, and was late with none.` };
  if (isSimulated && open === 0) {
    const says = `${gave}. ${count(late, "was", "were")} recorded later by the demonstration’s clock, which jumps by hours: whether the index was slow, that does not tell.`;
    return { ...base, tone: "unknown", says };
  }
  const hidden = overdue === 0 ? "" : `, ${overdue.toLocaleString("en")} of them for more than a day`;
  const still =
    open === 0
      ? "; all of these were recorded in the end"
      : `; ${open.toLocaleString("en")} are still not recorded${hidden}`;
  return {
    ...base,
    tone: open === 0 ? "attention" : "failed",
    says: `${gave}, and was late with ${late.toLocaleString("en")}${still}.`,
  };
}

function records({ late_records: { missing, latest } }: Status, now: number): StatusRow {
  const base = {
    id: "records",
    asks: "Did it write down what time made due?",
    details: latest.map(
      ({ aggregate, transition, deadline }) =>
        [aggregate, `${transition}, due ${formatUtc(Date.parse(deadline))}: not recorded`] as const,
    ),
  };
  const [oldest] = latest;
  if (oldest === undefined) {
    const says = "Yes: nothing that was due for more than an hour is missing from its log.";
    return { ...base, tone: "fine", says };
  }
  const what = count(missing, "thing that time made due is", "things that time made due are");
  const since = formatSpan(now - Date.parse(oldest.deadline));
  const says = `No, this index is late: ${what} not written down, the oldest for ${since}. What is due holds all the same, and anybody may record it now.`;
  return { ...base, tone: "failed", says };
}

function verdicts({ late_verdicts: { reports, late, open, latest } }: Status, now: number): StatusRow {
  const base = {
    id: "verdicts",
    asks: "Does it judge reports in time?",
    details: latest.map(({ case: id, verdict_by: by, judged_at: at }) => {
      const done = at === null ? "still not judged" : `judged ${formatUtc(Date.parse(at))}`;
      return [id, `promised by ${formatUtc(Date.parse(by))}: ${done}`] as const;
    }),
  };
  if (reports === 0) return { ...base, tone: "fine", says: "Nothing was reported yet." };
  const of = `of ${count(reports, "report", "reports")}, each promised a result within 10 minutes`;
  if (late === 0) return { ...base, tone: "fine", says: `Yes: it was late with none ${of}.` };
  const oldest = latest.find(({ judged_at: at }) => at === null);
  const still =
    oldest === undefined
      ? "all of these were judged in the end"
      : `${count(open, "is", "are")} still not judged, the oldest due ${formatSpan(now - Date.parse(oldest.verdict_by))} ago`;
  return {
    ...base,
    tone: open === 0 ? "attention" : "failed",
    says: `No, this index was late with ${late.toLocaleString("en")} ${of}; ${still}. That says nothing about those who were reported.`,
    more: { href: "/cases", text: "Cases" },
  };
}

const KEY_WORDS = { promise: "promises", statement: "statements", answer: "signed answers" } as const;

function keys({ replaced_keys: replaced }: Status): StatusRow {
  const base = {
    id: "keys",
    asks: "Does it sign by the keys that its log names?",
    details: replaced.map((purpose) => [`key for ${KEY_WORDS[purpose]}`, "replaced in the log"] as const),
  };
  if (replaced.length === 0) return { ...base, tone: "fine", says: "Yes." };
  const names = replaced.map((purpose) => KEY_WORDS[purpose]).join(" and ");
  const says = `Not yet: its log names a new key for ${names}, and this index still has the old one. It signs nothing by that, and gives no ${names} until it starts with the new one.`;
  return { ...base, tone: "attention", says };
}

/** A watcher that has not seen a head for this long is told, although it may only be slow. */
const QUIET_WATCHER_MS = 30 * 60_000;

function watchers({ watchers: all }: Status, now: number): StatusRow {
  const details = all.map(({ name, is_demonstration: isOwn, size, seen_at: at, behind, trouble, alarm }) => {
    const seen =
      at === null ? "has confirmed nothing yet" : `confirmed ${entries(size ?? 0)} at ${formatUtc(Date.parse(at))}`;
    const lag = behind === null || behind === 0 ? "" : `, ${entries(behind)} behind`;
    const words = [`${seen}${lag}`, isOwn ? "run by this index, does not count" : "", alarm ?? trouble ?? ""];
    return [name, words.filter((word) => word !== "").join("; ")] as const;
  });
  const base = { id: "watchers", asks: "Does anybody independent watch it?", details };
  const more = { href: "/log", text: "Both rails" };
  const alarmed = all.filter(({ alarm }) => alarm !== null);
  if (alarmed.length > 0) {
    const names = alarmed.map(({ name }) => name).join(" and ");
    const says = `${names} says that it was shown another history of this log. Compare before you trust anything here.`;
    return { ...base, tone: "failed", says, more };
  }
  const independent = all.filter(({ is_demonstration: isOwn }) => !isOwn);
  if (independent.length === 0) {
    const own = all.length === 0 ? "" : ` ${count(all.length, "watcher", "watchers")} of its own do not count.`;
    const says = `Nobody yet: 0 independent watchers.${own} Compare heads with other people.`;
    return { ...base, tone: "unknown", says, more: { href: "/trust#two-views", text: "What that means" } };
  }
  const recent = independent.filter(({ seen_at: at }) => at !== null && now - Date.parse(at) <= QUIET_WATCHER_MS);
  const newest = Math.max(...independent.map(({ seen_at: at }) => (at === null ? 0 : Date.parse(at))));
  const last = newest === 0 ? "none has seen it yet" : `the last one ${formatRelative(newest, now)}`;
  const of = `${recent.length} of ${count(independent.length, "independent watcher", "independent watchers")}`;
  const says = `${of} saw it within half an hour, ${last}.`;
  return { ...base, tone: recent.length === 0 ? "attention" : "fine", says, more };
}

function scrub({ last_scrub: last }: Status, now: number): StatusRow {
  const base = { id: "scrub", asks: "Is what is stored still what was signed?" };
  if (last === null) {
    const says = "Not looked at yet. Each night from 03:00 UTC the whole log is recomputed from its entries.";
    return { ...base, tone: "unknown", says, details: [] };
  }
  const at = Date.parse(last.finished_at);
  const details = [
    ["started", formatUtc(Date.parse(last.started_at))],
    ["finished", formatUtc(at)],
    ["entries", last.size.toLocaleString("en")],
    ["outcome", last.outcome],
    ...(last.first_bad_index === null ? [] : [["first bad index", String(last.first_bad_index)] as const]),
    ...(last.detail === "" ? [] : [["detail", last.detail] as const]),
  ] as const;
  if (last.outcome === "damaged") {
    const says = `No. The scrub ${formatRelative(at, now)} found damage. ${last.detail}`;
    return { ...base, tone: "failed", says, details };
  }
  const isOld = now - at > OLD_SCRUB_MS;
  const says = `${entries(last.size)} recomputed ${formatRelative(at, now)}: what is stored is what was signed.${isOld ? " A newer scrub is overdue." : ""}`;
  return { ...base, tone: isOld ? "attention" : "fine", says, details };
}

function stateRoot({ last_state_root: last, as_of: asOf }: Status, now: number): StatusRow {
  const base = { id: "state-root", asks: "Has it signed what these pages are computed from?" };
  if (last === null) {
    const says = "Not yet. It signs its whole state every hour in which something changed.";
    return { ...base, tone: "unknown", says, details: [] };
  }
  const at = Date.parse(last.logged_at);
  return {
    ...base,
    tone: "fine",
    says: `Yes, ${formatRelative(at, now)}, for the first ${entries(last.size)} of ${asOf.size.toLocaleString("en")}.`,
    details: [
      ["entry", last.entry.toLocaleString("en")],
      ["size", last.size.toLocaleString("en")],
      ["logged at", formatUtc(at)],
    ],
    more: { href: `/log/entries/${last.entry}`, text: "That entry" },
  };
}

function restore({ last_restore: last }: Status, now: number): StatusRow {
  const base = { id: "restore", asks: "Was a restore ever tried?" };
  if (last === null) return { ...base, tone: "unknown", says: "No restore drill recorded.", details: [] };
  const at = Date.parse(last.restored_at);
  const replayed = last.size - last.from_size;
  const what =
    replayed === 0
      ? `all ${entries(last.size)} of the second store were verified, and the database lacked none`
      : `${entries(replayed)} came back from the second store, each signature verified`;
  return {
    ...base,
    tone: "fine",
    says: `Yes, ${formatRelative(at, now)}: ${what}.`,
    details: [
      ["restored at", formatUtc(at)],
      ["from size", last.from_size.toLocaleString("en")],
      ["to size", last.size.toLocaleString("en")],
    ],
  };
}

const PROCESS_WORDS = {
  web: "web (answered you)",
  database: "database",
  sequencer: "sequencer (gives entries their place)",
  worker: "worker (clocks, state roots, scrubs)",
} as const;

function processes({ processes: all }: Status): StatusRow {
  const silent = all.filter(({ state }) => state === "silent");
  const unknown = all.filter(({ state }) => state === "unknown");
  const names = (some: typeof all) => some.map(({ name }) => name).join(" and ");
  const says =
    silent.length > 0
      ? `No sign of life from the ${names(silent)}. What is recorded stays readable.`
      : unknown.length > 0
        ? `Those that can be asked do; nothing is known of the ${names(unknown)}.`
        : "All of them do.";
  return {
    id: "processes",
    asks: "Do its processes work?",
    tone: silent.length > 0 ? "failed" : unknown.length > 0 ? "unknown" : "fine",
    says,
    details: all.map(({ name, state, seen_at: at }) => [
      PROCESS_WORDS[name],
      at === null ? state : `${state}, last sign ${formatUtc(Date.parse(at))}`,
    ]),
  };
}

function build({ software }: Status): StatusRow {
  return {
    id: "build",
    asks: "Which program is it?",
    tone: "fine",
    says: `Touchstone ${software.version}, rules of the fold version ${software.fold_version}.`,
    details: [
      ["version", software.version],
      ["commit", software.commit],
      ["fold version", String(software.fold_version)],
    ],
  };
}
