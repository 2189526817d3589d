import { type Step, TYPES, unmetOf } from "#lib/disclosure/steps.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";

/** The forms of a step that were never filled: what can be written in one sitting. What ended is renewed by itself. */
export function firstForms(
  step: Step | undefined,
  { disclosures }: Pick<ProviderForm, "disclosures">,
): readonly DisclosureType<DisclosureName>[] {
  const asked = new Set((step === undefined ? [] : unmetOf(step)).map(({ id }) => id));
  return TYPES.filter(
    ({ type, composed, life }) =>
      composed && life.ends !== "never" && asked.has(type) && disclosures[type] === undefined,
  );
}
