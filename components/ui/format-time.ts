const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `2026-11-22 10:00:00 UTC`. Takes milliseconds since 1970, UTC. */
export function formatUtc(at: number, precision: "second" | "minute" | "day" = "second"): string {
  const iso = new Date(at).toISOString();
  if (precision === "day") return iso.slice(0, 10);
  return `${iso.slice(0, 10)} ${iso.slice(11, precision === "minute" ? 16 : 19)} UTC`;
}

/** A span in its two largest units: `41 s`, `3 min`, `2 h 5 min`, `9 d 4 h`, `412 d`. */
export function formatSpan(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  const [large, small, unit, part, partSeconds] =
    seconds < DAY
      ? [Math.floor(seconds / HOUR), Math.floor((seconds % HOUR) / MINUTE), "h", "min", DAY]
      : [Math.floor(seconds / DAY), Math.floor((seconds % DAY) / HOUR), "d", "h", 10 * DAY];
  return small === 0 || seconds >= partSeconds ? `${large} ${unit}` : `${large} ${unit} ${small} ${part}`;
}

/** `3 min ago`, `in 2 h`, `just now` (within two seconds either way). */
export function formatRelative(at: number, now: number): string {
  const span = now - at;
  if (Math.abs(span) < 2000) return "just now";
  return span > 0 ? `${formatSpan(span)} ago` : `in ${formatSpan(span)}`;
}
