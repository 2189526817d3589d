import { KEY_PURPOSE_WORDS } from "#components/keys/key-state-words.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { type KeySpan, type SpanKind, spansOf } from "./key-spans.ts";

const LOOK: Record<SpanKind, { words: string; className: string }> = {
  waiting: { words: "waiting", className: "border border-control border-dashed" },
  "in-force": { words: "in force", className: "bg-control" },
  overlap: {
    words: "overlap",
    className: "border border-control bg-[repeating-linear-gradient(90deg,var(--control)_0_3px,transparent_3px_6px)]",
  },
  doubt: {
    words: "in doubt: perhaps in other hands",
    className:
      "border border-attention bg-[repeating-linear-gradient(45deg,var(--attention)_0_2px,transparent_2px_6px)]",
  },
};

/** When each key could sign, on one line of time. The table below says the same in words. */
export function KeyLifeBars({ keys, now }: { keys: readonly KeyForm[]; now: Instant }) {
  const rows = keys.map((key) => ({ key, spans: spansOf(key, now) })).filter(({ spans }) => spans.length > 0);
  const from = Math.min(...rows.flatMap(({ spans }) => spans.map((span) => span.from)));
  const drawn = new Set(rows.flatMap(({ spans }) => spans.map(({ kind }) => kind)));
  if (rows.length === 0 || now <= from) return null;
  const share = (at: number) => `${(((at - from) / (now - from)) * 100).toFixed(2)}%`;
  return (
    <figure className="mb-4">
      <figcaption className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-sm">
        {(Object.keys(LOOK) as SpanKind[])
          .filter((kind) => drawn.has(kind))
          .map((kind) => (
            <span key={kind} className="inline-flex items-center gap-1.5">
              <span aria-hidden className={`inline-block h-2.5 w-6 rounded-sm ${LOOK[kind].className}`} />
              {LOOK[kind].words}
            </span>
          ))}
      </figcaption>
      <ul className="flex flex-col gap-1.5">
        {rows.map(({ key, spans }) => (
          <li key={key.thumbprint} className="grid grid-cols-[7rem_1fr] items-center gap-3">
            <span className="truncate text-sm">
              {KEY_PURPOSE_WORDS[key.purpose].title}{" "}
              <span className="font-mono text-muted">{key.thumbprint.slice(0, 4)}</span>
            </span>
            <span className="sr-only">{spans.map(sentenceOf).join("; ")}</span>
            <span aria-hidden className="relative block h-2.5">
              {spans.map((span) => (
                <span
                  key={span.from}
                  className={`absolute inset-y-0 min-w-0.5 rounded-sm ${LOOK[span.kind].className}`}
                  style={{ left: share(span.from), width: `calc(${share(span.to)} - ${share(span.from)})` }}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p aria-hidden className="mt-1 grid grid-cols-[7rem_1fr] gap-3 text-muted text-xs">
        <span />
        <span className="flex justify-between">
          <span>{formatUtc(from, "day")}</span>
          <span>now</span>
        </span>
      </p>
    </figure>
  );
}

function sentenceOf({ kind, from, to }: KeySpan): string {
  return `${LOOK[kind].words} from ${formatUtc(from, "day")} to ${formatUtc(to, "day")}`;
}
