"use client";
import type { RefObject } from "react";
import type { UseFormReturn } from "react-hook-form";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { APPLIES } from "#lib/client/disclosure/composer-schema.ts";
import type { FieldSpec } from "#lib/client/disclosure/schema-fields.ts";
import type { DraftPlace } from "#lib/client/drafts/use-draft.ts";
import { DisclosureField } from "./disclosure-field.tsx";
import { errorAt, focusFirstError } from "./form-errors.ts";

const KEPT: Record<DraftPlace, string> = {
  none: "Drafts are private and kept as you type.",
  browser: "Draft kept in this browser.",
  account: "Draft kept, also for your other devices.",
  "no-room": "This browser has no room for a draft: do not close the page.",
};

/** The fields that stay when a disclosure does not apply. */
const WHEN_NOT_APPLICABLE: ReadonlySet<string> = new Set(["effectiveAt", "expiresAt", "overhead"]);

/** What it says first, then how long it holds, then what it costs: the schema's order is that of the bytes. */
function inFormOrder(fields: readonly FieldSpec[]): FieldSpec[] {
  const rank = ({ input }: FieldSpec) => (input === "time" ? 1 : input === "overhead" ? 2 : 0);
  return fields.toSorted((a, b) => rank(a) - rank(b));
}

/** Step 1: the form, drawn from the schema. "Not applicable, because …" stands at its top. */
export function ComposerFill({
  form,
  fields,
  place,
  formRef,
  onChecked,
  onDiscard,
}: {
  form: UseFormReturn;
  fields: readonly FieldSpec[];
  place: DraftPlace;
  formRef: RefObject<HTMLFormElement | null>;
  onChecked: () => void;
  onDiscard: () => void;
}) {
  const doesApply = form.watch(APPLIES) !== "no";
  const reason = fields.find((field) => field.input === "reason");
  const isAnonymous = form.watch("anonymous") === true;
  const drawn = inFormOrder(fields).filter((field) =>
    doesApply ? !(isAnonymous && field.name === "legalName") : WHEN_NOT_APPLICABLE.has(field.name),
  );
  const check = form.handleSubmit(onChecked, () => {
    // The messages are drawn in the next frame; only then is there something to go to.
    requestAnimationFrame(() => focusFirstError(formRef.current));
  });
  return (
    <form ref={formRef} noValidate className="flex flex-col gap-5" onSubmit={(event) => void check(event)}>
      <RadioGroup legend="Does this disclosure apply to the provider?" name={APPLIES} inline>
        <Radio label="Yes" {...form.register(APPLIES)} value="yes" />
        <Radio label="Not applicable, because …" {...form.register(APPLIES)} value="no" />
      </RadioGroup>
      {doesApply || reason === undefined ? (
        <Alert tone="attention" title="Public for ever: mind personal data">
          A person's name, home address or number can never be taken back once signed. Prefer a trade name, a register
          number, a role.
        </Alert>
      ) : (
        <Field label={reason.label} help={reason.help} error={errorAt(form.formState.errors, reason.name)} required>
          <Textarea {...form.register(reason.name)} />
        </Field>
      )}
      {drawn.map((field) => (
        <DisclosureField key={field.name} field={field} form={form} />
      ))}
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-3 border-divider border-t bg-surface px-4 py-3 sm:mx-0 sm:px-0">
        <Button type="submit" variant="primary">
          Preview
        </Button>
        <Button variant="quiet" onClick={onDiscard}>
          Discard the draft
        </Button>
        <span role="status" className="text-muted text-sm">
          {KEPT[place]}
        </span>
      </div>
    </form>
  );
}
