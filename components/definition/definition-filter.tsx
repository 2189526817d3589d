import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Select } from "#components/ui/select.tsx";
import type { DefinitionKind } from "#lib/statement/definition.ts";
import { KIND_SENTENCES } from "./definition-words.ts";

export type DefinitionChoice = {
  readonly name: string;
  readonly kind: DefinitionKind | undefined;
  readonly order: "newest" | "name";
};

/** A form that asks the page itself: it works before and without scripts. */
export function DefinitionFilter({ name, kind, order }: DefinitionChoice) {
  return (
    <form action="/definitions" className="flex flex-wrap items-end gap-3">
      <Field label="Part of its name" className="w-full sm:w-56">
        <Input name="name" key={name} defaultValue={name} maxLength={100} autoComplete="off" />
      </Field>
      <Field label="What is right by it" className="w-full sm:w-80">
        <Select name="kind" key={kind ?? ""} defaultValue={kind ?? ""} autoComplete="off">
          <option value="">Every kind</option>
          {Object.entries(KIND_SENTENCES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Order" className="w-full sm:w-40">
        <Select name="order" key={order} defaultValue={order} autoComplete="off">
          <option value="newest">Newest first</option>
          <option value="name">By name</option>
        </Select>
      </Field>
      <Button type="submit">Show</Button>
      {name === "" && kind === undefined ? null : (
        <Link href="/definitions" className="inline-flex min-h-8 items-center">
          All definitions
        </Link>
      )}
    </form>
  );
}
