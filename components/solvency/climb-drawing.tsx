"use client";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { capital } from "#components/ui/capital.ts";
import { cx } from "#components/ui/cx.ts";
import type { BalanceFinding } from "#lib/disclosure/solvency/check-balance.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { ReadSlider } from "./read-slider.tsx";
import { money } from "./solvency-words.ts";

type Unit = Parameters<typeof money>[1];

/** The way from the own balance up to the total: at each level the sum so far and what is beside it. */
export function ClimbDrawing({ finding, unit }: { finding: BalanceFinding; unit: Unit }) {
  const { leaf, steps, result } = finding;
  const rows = [
    { name: "your balance", own: leaf, beside: undefined },
    ...steps.map(({ beside, made }, at) => ({
      name: at === steps.length - 1 ? "the total" : `level ${at + 1}`,
      own: made,
      beside,
    })),
  ];
  const isAlone = steps.length === 0;
  const total = money(rows.at(-1)?.own.sum ?? 0n, unit);
  const say = (at: number) => {
    const row = rows[at];
    if (row === undefined) return "";
    const share = row.beside === undefined ? "" : `, of it ${money(row.beside.sum, unit)} beside you`;
    return `${capital(row.name)}: ${money(row.own.sum, unit)}${share}. Hash ${hexEncode(row.own.hash).slice(0, 16)}…`;
  };
  return (
    <ChartFigure
      level={3}
      title={
        result !== "verified"
          ? "The way up does not end at the published root"
          : isAlone
            ? `Your balance is the whole total: ${total}`
            : `Your balance is one of the parts of ${total}`
      }
      caption={
        isAlone
          ? "It is the only account, so there is no way to go up."
          : `${steps.length} ${steps.length === 1 ? "step" : "steps"}, each computed here: two hashes and two sums make the next.`
      }
      twin={{
        fileName: "way-to-the-total",
        columns: ["level", "sum here", "sum beside", "hash"],
        rows: rows.map(({ own, beside }, at) => [
          at,
          money(own.sum, unit),
          beside === undefined ? null : money(beside.sum, unit),
          hexEncode(own.hash),
        ]),
      }}
    >
      <ReadSlider
        label="The way from your balance to the total."
        count={rows.length}
        resting={say(rows.length - 1)}
        say={say}
      >
        {(at) => (
          <ol aria-hidden="true" className="flex flex-col-reverse gap-1">
            {rows.map((row, place) => (
              <li
                key={row.name}
                data-at={place}
                className={cx("flex items-center gap-2 px-1", at === place && "bg-hover")}
              >
                <span className="w-24 shrink-0 text-muted text-xs">{row.name}</span>
                <Split own={row.own.sum - (row.beside?.sum ?? 0n)} beside={row.beside?.sum ?? 0n} />
                <code className="hidden shrink-0 font-mono text-muted text-xs sm:block">
                  {hexEncode(row.own.hash).slice(0, 8)}
                </code>
              </li>
            ))}
          </ol>
        )}
      </ReadSlider>
      {isAlone ? null : (
        <p className="text-muted text-sm">
          Filled: what was summed up so far. Outlined: what is beside it at that level.
        </p>
      )}
    </ChartFigure>
  );
}

/** One level: the share that came from below, and the share beside it. */
function Split({ own, beside }: { own: bigint; beside: bigint }) {
  const whole = own + beside;
  const share = whole === 0n ? 100 : Number((own * 10_000n) / whole) / 100;
  return (
    <span className="flex h-3.5 min-w-0 flex-1 border border-control">
      <span className="bg-link" style={{ width: `${Math.max(share, 0.5)}%` }} />
    </span>
  );
}
