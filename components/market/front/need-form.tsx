import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { MarketView } from "#lib/contract/market.ts";
import { type Ask, type Choice, currencyChoices, needChoices, needValue } from "./ask.ts";

/** The one question, as a sentence. A plain form: it asks the address of the page, with scripts and without. */
export function NeedForm({
  market,
  ask,
  action = "/",
  keep = {},
}: {
  market: MarketView;
  ask: Ask;
  action?: string;
  /** What else stands in the address. */
  keep?: Readonly<Record<string, string>>;
}) {
  const { markets, shown } = market;
  return (
    <form action={action} method="get" className="text-lg leading-9 sm:leading-10">
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <span className="mr-3 inline-flex items-center gap-2 whitespace-nowrap">
        I need
        <Words
          label="What you need"
          name="need"
          choices={needChoices(markets)}
          value={shown === null ? "" : needValue(shown)}
        />
      </span>
      <span className="mr-3 inline-flex items-center gap-2 whitespace-nowrap">
        Losing
        <span className="inline-block w-20">
          <Input
            aria-label="What you could lose without harm"
            {...(ask.lossProblem === undefined ? {} : { "aria-invalid": true, "aria-describedby": "loss-problem" })}
            name="loss"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={ask.typedLoss}
            className="text-base"
          />
        </span>
        <Words label="Currency" name="currency" choices={currencyChoices(markets)} value={shown?.currency ?? ""} />
      </span>
      <span className="mr-3 whitespace-nowrap">would not hurt me.</span>
      <Button type="submit" variant="primary" data-guide="need" className="align-middle">
        Show
      </Button>
      {ask.lossProblem === undefined ? null : (
        <p id="loss-problem" role="alert" className="text-failed text-sm leading-normal">
          {ask.lossProblem}
        </p>
      )}
    </form>
  );
}

function Words({
  label,
  name,
  choices,
  value,
}: {
  label: string;
  name: string;
  choices: readonly Choice[];
  value: string;
}) {
  return (
    <Select
      aria-label={label}
      name={name}
      defaultValue={value}
      className="min-w-22 max-w-52 shrink-0 text-base leading-normal"
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.text}
        </option>
      ))}
    </Select>
  );
}
