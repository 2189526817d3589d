"use client";
import { useRef, useState } from "react";
import { type FieldErrors, type Resolver, useForm } from "react-hook-form";
import { APPLIES, composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import type { FormValues } from "#lib/client/disclosure/form-values.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { ComposerFill } from "./composer-fill.tsx";

// Forms for the gallery: drawn from the schemas, and refused by them.

const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const nothing = () => undefined;

type Type = (typeof DISCLOSURES)[keyof typeof DISCLOSURES];
type Answer = ReturnType<Resolver<FormValues, unknown, JsonObject>>;

/** `change`: what was typed over the start; `isChecked`: "Preview" was pressed. */
type Sample = {
  readonly type: Type;
  readonly before?: JsonObject;
  readonly change?: FormValues;
  readonly isChecked?: boolean;
};

const { identity, contacts, bond } = DISCLOSURES;
const SAMPLES = {
  begun: { type: contacts },
  refused: {
    type: identity,
    before: { ...identity.example(NOW), website: "halden.example" },
    change: { legalName: "", jurisdiction: "Germany" },
    isChecked: true,
  },
  "not-applicable": { type: bond, change: { [APPLIES]: "no" }, isChecked: true },
  correction: { type: contacts, before: contacts.example(NOW) },
} as const satisfies Readonly<Record<string, Sample>>;

/** One of them, by name. */
export function FormSample({ name }: { name: keyof typeof SAMPLES }) {
  const [{ fields, values, errors }] = useState(() => begun(SAMPLES[name]));
  const frame = useRef<HTMLFormElement>(null);
  const form = useForm({ defaultValues: values, errors, shouldFocusError: false });
  return (
    <ComposerFill
      // Any form: what is in it is told by its fields.
      form={form as unknown as Parameters<typeof ComposerFill>[0]["form"]}
      {...{ fields, place: "browser", formRef: frame, onChecked: nothing, onDiscard: nothing }}
    />
  );
}

function begun({ type, before, change, isChecked }: Sample) {
  const fields = fieldsOf(type.body);
  const values = { ...startValues(type, fields, before, NOW), ...change };
  return { fields, values, errors: isChecked === true ? refusedBy(type, values) : {} };
}

function refusedBy(type: Type, values: FormValues): FieldErrors<FormValues> {
  const answer = composerResolver(type, fieldsOf(type.body), () => NOW)(values, undefined, {
    ...{ fields: {}, shouldUseNativeValidation: false },
  }) as Awaited<Answer>;
  return answer.errors as FieldErrors<FormValues>;
}
