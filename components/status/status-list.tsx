import { CircleAlert, CircleDashed, CircleX, Dot } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { Details } from "#components/ui/details.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import type { StatusRow, StatusTone } from "./status-rows.ts";

/** "as usual" bears no tick: these are claims, and a tick is only ever a computation in this browser. */
const tones = {
  fine: { icon: Dot, ink: "text-muted", word: "as usual" },
  attention: { icon: CircleAlert, ink: "text-attention", word: "look here" },
  failed: { icon: CircleX, ink: "text-failed", word: "wrong" },
  unknown: { icon: CircleDashed, ink: "text-muted", word: "not known" },
} as const satisfies Record<StatusTone, unknown>;

/** Questions with their answers, one a row. */
export function StatusList({ rows }: { rows: readonly StatusRow[] }) {
  return (
    <ul className="divide-y divide-divider rounded-lg border border-divider">
      {rows.map((row) => (
        <Row key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Row({ row: { id, asks, tone, says, details, more } }: { row: StatusRow }) {
  const { icon: Icon, ink, word } = tones[tone];
  return (
    <li
      id={id}
      data-tone={tone}
      className="grid grid-cols-1 gap-x-6 gap-y-0.5 px-4 py-3 sm:grid-cols-[15rem_minmax(0,1fr)_6.5rem]"
    >
      <p className="font-medium">{asks}</p>
      <div className="min-w-0">
        <p>{says}</p>
        <div className="flex flex-wrap items-start gap-x-5 text-sm">
          {more === undefined ? null : (
            <Link href={more.href} className="inline-flex min-h-6 items-center">
              {more.text}
            </Link>
          )}
          {details.length === 0 ? null : (
            <Details summary="Details">
              <KeyValueList
                items={details.map(([key, value]) => ({
                  key,
                  label: <span className="break-all">{key}</span>,
                  value: <span className="break-words">{value}</span>,
                }))}
              />
            </Details>
          )}
        </div>
      </div>
      <p className={cx("flex items-center gap-1 self-start text-sm sm:justify-end", ink)}>
        <Icon aria-hidden className="size-4 shrink-0" />
        {word}
      </p>
    </li>
  );
}
