import { days } from "#components/marks/marks-words.ts";
import type { ChoiceView } from "#lib/contract/choose.ts";
import { chanceWords, roughMoney, saidMoney } from "./choose-words.ts";

/** More outcomes than these are not told apart. */
const MOST_ROWS = 12;
/** Chances from 1 in 10,000 to certain, on a logarithmic axis. */
const share = (ppb: number) => Math.min(1, Math.max(0.01, 1 + Math.log10(Math.max(1, ppb) / 1_000_000_000) / 4));

/** What may be lost of the whole, for who trades for profit: amounts, each with its chance. */
export function LossBars({ choice }: { choice: ChoiceView }) {
  const currency = choice.market?.currency ?? "";
  const rows = choice.outcomes.filter(({ chance }) => chance > 0).slice(0, MOST_ROWS);
  return (
    <figure className="rounded-lg border border-divider p-4">
      <h2 className="text-base">
        Within {days(choice.days)} {chanceWords(choice.spread.some)} loses something;{" "}
        {roughMoney(choice.spread.expected_loss)} {currency} are lost on average
      </h2>
      <ol className="mt-3 flex flex-col gap-1.5">
        {rows.map(({ lost, chance }) => (
          <li key={lost} className="grid grid-cols-[6rem_minmax(0,1fr)_9rem] items-center gap-3 text-sm">
            <span className="text-right tabular-nums">
              {saidMoney(lost)} {currency}
            </span>
            <span className="block h-4 rounded-sm bg-sunken">
              <span
                data-fill
                style={{ width: `${(share(chance) * 100).toFixed(1)}%` }}
                className={lost === "0" ? "block h-4 rounded-sm bg-muted" : "taken block h-4 rounded-sm"}
              />
            </span>
            <span>{chance > 950_000_000 ? "nearly always" : chanceWords(chance)}</span>
          </li>
        ))}
      </ol>
      <figcaption className="mt-3 text-muted text-sm">
        By the upper end of each band, everything lost where one fails, those who share a fate together. Bars are on a
        logarithmic scale from 1 in 10,000.
      </figcaption>
    </figure>
  );
}
