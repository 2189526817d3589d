"use client";
import { type RefObject, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { APPLIES, reasonField, WHEN_NOT_APPLICABLE } from "#lib/client/disclosure/composer-form.ts";
import { type FormValues, isOff } from "#lib/client/disclosure/form-values.ts";
import type { DraftPlace } from "#lib/client/drafts/use-draft.ts";
import type { Field as FieldSpec } from "#lib/disclosure/field-tree.ts";
import { DisclosureField } from "./disclosure-field.tsx";
import { errorAt, focusFirstError, messagesIn } from "./form-errors.ts";

export const DRAFT_WORDS: Record<DraftPlace, string> = {
  none: "Drafts are private and kept as you type.",
  browser: "Draft kept in this browser.",
  account: "Draft kept, also for your other devices.",
  "no-room": "This browser has no room for a draft: do not close the page.",
};

/** A message that came at once would move what the mouse is pressing, and the press would be lost. */
export const DELAY_MS = 300;

/** What it says first, then how long it holds, then what it costs: the schema's order is that of the bytes. */
function inFormOrder(fields: readonly FieldSpec[]): FieldSpec[] {
  const rank = ({ name }: FieldSpec) =>
    name === "effectiveAt" || name === "expiresAt" ? 1 : name === "overhead" ? 2 : 0;
  return fields.filter((field) => field.drawn && field.input !== "reason").toSorted((a, b) => rank(a) - rank(b));
}

/** The fields of one disclosure. "Not applicable, because …" stands at their top where it can be answered. */
export function DisclosureFields({ form, fields }: { form: UseFormReturn; fields: readonly FieldSpec[] }) {
  const reason = reasonField(fields);
  const values = form.watch() as FormValues;
  const doesApply = reason === undefined || values[APPLIES] !== "no";
  const drawn = inFormOrder(fields).filter((field) =>
    doesApply ? !isOff(field, values) : WHEN_NOT_APPLICABLE.has(field.name),
  );
  return (
    <>
      {reason === undefined ? null : (
        <RadioGroup legend="Does this disclosure apply to the provider?" name={APPLIES} inline>
          <Radio label="Yes" {...form.register(APPLIES)} value="yes" />
          <Radio label="Not applicable, because …" {...form.register(APPLIES)} value="no" />
        </RadioGroup>
      )}
      {doesApply ? null : (
        <Field label={reason.label} help={reason.help} error={errorAt(form.formState.errors, reason.name)} required>
          <Textarea {...form.register(reason.name)} />
        </Field>
      )}
      {drawn.map((field) => (
        <DisclosureField key={field.name} field={field} name={field.name} form={form} />
      ))}
    </>
  );
}

export type ComposerFillProps = {
  form: UseFormReturn;
  fields: readonly FieldSpec[];
  place: DraftPlace;
  formRef: RefObject<HTMLFormElement | null>;
  onChecked: () => void;
  onDiscard: () => void;
};

/** Step 1: the form, drawn from the schema. */
export function ComposerFill({ form, fields, place, formRef, onChecked, onDiscard }: ComposerFillProps) {
  const [unplaced, setUnplaced] = useState<readonly string[]>([]);
  const check = form.handleSubmit(
    () => {
      setUnplaced([]);
      onChecked();
    },
    (errors) => {
      // The messages are drawn in the next frame; only then is there something to go to.
      requestAnimationFrame(() => setUnplaced(focusFirstError(formRef.current) ? [] : messagesIn(errors)));
    },
  );
  return (
    <form ref={formRef} noValidate className="flex flex-col gap-5" onSubmit={(event) => void check(event)}>
      <Alert tone="attention" title="Public for ever: mind personal data">
        A person's name, home address or number can never be taken back once signed. Prefer a trade name, a register
        number, a role.
      </Alert>
      <DisclosureFields form={form} fields={fields} />
      {unplaced.length === 0 ? null : (
        <Alert tone="failed" live title="The form cannot be published like this">
          {unplaced.join(" ")}
        </Alert>
      )}
      <ActionBar>
        <Button type="submit" variant="primary">
          Preview
        </Button>
        <Button variant="quiet" onClick={onDiscard}>
          Discard the draft
        </Button>
        <ActionNote isLive>{DRAFT_WORDS[place]}</ActionNote>
      </ActionBar>
    </form>
  );
}
