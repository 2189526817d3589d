import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { countryWords } from "#components/ui/country-text.ts";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import type { DirectoryView } from "#lib/contract/directory.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import type { DirectoryAsk } from "./directory-ask.ts";
import { COLUMNS } from "./directory-columns.ts";

const TIERS = [
  ["A", "A only"],
  ["A,B", "B or better"],
  ["A,B,C", "C or better"],
  ["A,B,C,D,unrated", "D or better"],
] as const;

/** What can be needed, by name: sellers' lines for one service by its id are no need, unless one was asked for. */
function needsOf({ markets }: DirectoryView["facets"], asked: string | undefined): string[] {
  const needs = new Set(markets.map(({ category }) => category));
  return [...needs].filter((need) => need === asked || parseProviderId(need) === undefined).sort();
}

/** The filters as a plain form: it asks the address of the page, with scripts and without. */
export function DirectoryFilter({ ask, facets }: { ask: DirectoryAsk; facets: DirectoryView["facets"] }) {
  const { query, loss, columns, isDense } = ask;
  const categories = needsOf(facets, query.category);
  const currencies = [...new Set(facets.markets.map(({ currency }) => currency))];
  return (
    <form method="get" action="/providers" className="flex flex-col gap-3">
      {query.sort === undefined ? null : <input type="hidden" name="sort" value={query.sort} />}
      {query.as_of === undefined ? null : <input type="hidden" name="as_of" value={query.as_of} />}
      <div className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
        <Field label="Search" labelHidden className="max-sm:col-span-2 sm:w-60">
          <Input
            type="search"
            name="q"
            placeholder="Name, operator, domain or id"
            defaultValue={query.q ?? query.operator ?? ""}
          />
        </Field>
        <Field label="Need" labelHidden className="sm:w-36">
          <Select name="category" defaultValue={query.category ?? ""}>
            <option value="">Any need</option>
            {categories.map((category) => (
              <option key={category} value={category}>
                {category}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Risk" labelHidden className="sm:w-34">
          <Select name="tier" defaultValue={query.tier?.join(",") ?? ""}>
            <option value="">Any risk</option>
            {TIERS.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Kind" labelHidden className="sm:w-32">
          <Select name="kind" defaultValue={query.kind ?? ""}>
            <option value="">Any kind</option>
            <option value="instance">Instances</option>
            <option value="service">Services</option>
          </Select>
        </Field>
        <Field label="Losing so much would not hurt me" labelHidden className="sm:w-40">
          <Input name="loss" inputMode="decimal" placeholder="I could lose …" defaultValue={loss} />
        </Field>
        <Button type="submit" className="max-sm:col-span-2">
          Show
        </Button>
      </div>
      <Details summary="More filters, columns and density">
        <div className="flex flex-col gap-4">
          <div className="flex flex-wrap items-end gap-3">
            <Field label="Currency" className="w-32">
              <Select name="currency" defaultValue={query.currency ?? ""}>
                <option value="">Any</option>
                {currencies.map((currency) => (
                  <option key={currency} value={currency}>
                    {currency}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Price at most" className="w-32">
              <Input name="price_most" inputMode="decimal" defaultValue={query.price_most ?? ""} />
            </Field>
            <Field label="Jurisdiction" className="w-40">
              <Select name="jurisdiction" defaultValue={query.jurisdiction?.join(",") ?? ""}>
                <option value="">Any</option>
                {facets.jurisdictions.map(({ jurisdiction, providers }) => (
                  <option key={jurisdiction} value={jurisdiction}>
                    {countryWords(jurisdiction)}, {providers}
                  </option>
                ))}
              </Select>
            </Field>
            <Checkbox name="open" value="1" defaultChecked={query.open === "1"} label="Only where money may go" />
            <Checkbox name="dense" value="1" defaultChecked={isDense} label="Dense rows" />
          </div>
          <fieldset>
            <legend className="mb-1 font-medium">Columns</legend>
            <div className="flex flex-wrap gap-x-5 gap-y-1">
              {COLUMNS.map(({ id, title }) => (
                <Checkbox key={id} name="cols" value={id} defaultChecked={columns.includes(id)} label={title} />
              ))}
            </div>
          </fieldset>
          <p className="text-sm">
            <Link href="/providers">Without any of this</Link>
          </p>
        </div>
      </Details>
    </form>
  );
}
