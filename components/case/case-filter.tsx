import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import { CLAIM_KIND_NAMES } from "#lib/evidence/bundle/claim-kinds.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { STATE_WORDS } from "./case-words.ts";

export type CaseChoice = {
  readonly state: string | undefined;
  readonly claim: string | undefined;
  readonly provider: string | undefined;
  /** The hash of one version. */
  readonly definition: string | undefined;
};

/** A form that asks the page itself: it works before and without scripts. */
export function CaseFilter(choice: CaseChoice) {
  const { state, claim, provider, definition } = choice;
  const isFiltered = Object.values(choice).some((value) => value !== undefined);
  return (
    <form action="/cases" className="flex flex-wrap items-end gap-3">
      <Field label="State" className="w-full sm:w-56">
        <Select name="state" key={state ?? ""} defaultValue={state ?? ""} autoComplete="off">
          <option value="">All states</option>
          {Object.entries(STATE_WORDS).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="What it says" className="w-full sm:w-80">
        <Select name="claim" key={claim ?? ""} defaultValue={claim ?? ""} autoComplete="off">
          <option value="">Everything</option>
          {CLAIM_KIND_NAMES.map((kind) => (
            <option key={kind} value={kind}>
              {claimSentence(kind)}
            </option>
          ))}
        </Select>
      </Field>
      {provider === undefined ? null : <input type="hidden" name="provider" value={provider} />}
      {definition === undefined ? null : <input type="hidden" name="definition" value={definition} />}
      <Button type="submit">Show</Button>
      {isFiltered ? (
        <Link href="/cases" className="inline-flex min-h-8 items-center">
          All cases
        </Link>
      ) : null}
    </form>
  );
}
