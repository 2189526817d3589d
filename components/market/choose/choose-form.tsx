import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MarketWords, OneMarket } from "#lib/contract/market.ts";
import { countText } from "#lib/kernel/amount.ts";
import { currencyChoices, needChoices, needValue } from "../front/ask.ts";
import { type ChooseAsk, TOLERATED } from "./choose-ask.ts";

/** What a coffee, a week, a month and a year of small payments come to, in most currencies. */
const PRESET_LOSSES = ["5", "50", "200", "1000"] as const;

/** What somebody needs, can lose and takes. A plain form: it asks the address of the page, with scripts and without. */
export function ChooseForm({
  ask,
  shown,
  markets,
  presetHref,
}: {
  ask: ChooseAsk;
  shown: MarketWords | null;
  markets: readonly OneMarket[];
  /** The same question with another loss. */
  presetHref: (loss: string) => string;
}) {
  return (
    <form id="choose" method="get" action="/choose" className="flex flex-col gap-4">
      {ask.isProfit ? <input type="hidden" name="view" value="profit" /> : null}
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4 lg:grid-cols-2">
        <Field label="I need" className="col-span-2 sm:col-span-1">
          <Select name="need" defaultValue={shown === null ? "" : needValue(shown)}>
            {needChoices(markets).map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="In" className="max-sm:col-span-2">
          <Select name="currency" defaultValue={shown?.currency ?? ""}>
            {currencyChoices(markets).map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        {/* A message needs more room than an amount. */}
        <Field
          label="I could lose"
          error={ask.lossProblem}
          className={ask.lossProblem === undefined ? "" : "col-span-2"}
        >
          <Input name="loss" inputMode="decimal" defaultValue={ask.typedLoss} />
        </Field>
        <Field label="Risk I take">
          <Select name="tolerance" defaultValue={ask.tolerance}>
            {TOLERATED.map((tier) => (
              <option key={tier} value={tier}>
                {tier === "A" ? "A only" : `${tier} or better`}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="I would hold, in all" optional>
          <Input name="amount" inputMode="decimal" placeholder="as limits let" defaultValue={ask.amount ?? ""} />
        </Field>
        <Field label="At places">
          <Select name="parts" defaultValue={String(ask.parts)}>
            {[1, 2, 3, 4, 5].map((parts) => (
              <option key={parts} value={parts}>
                {parts}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="I hold already" optional className="col-span-2">
          <Input name="held" placeholder="Halden Prex 20, Aldermoor 5" defaultValue={ask.held ?? ""} />
        </Field>
        <Field label="One wrong answer costs me" optional className="col-span-2">
          <Input name="call" inputMode="decimal" defaultValue={ask.call ?? ""} />
        </Field>
      </div>
      <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm">
        <span className="text-muted">I could lose, at one click:</span>
        {PRESET_LOSSES.map((loss) => (
          <Link key={loss} href={presetHref(loss)} aria-current={loss === ask.loss ? "true" : undefined}>
            {countText(Number(loss))}
          </Link>
        ))}
      </p>
      <Button type="submit" variant="primary" className="self-start">
        Show
      </Button>
    </form>
  );
}
