"use client";
import { useEffect, useRef } from "react";
import { useForm } from "react-hook-form";
import { ACCOUNT, NOW, ORIGIN, PROVIDER } from "#components/operator/account-sample.ts";
import { composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { disclosure } from "#lib/statement/disclosures/incident.ts";
import { IncidentFill } from "./incident-fill.tsx";
import { ItemUpdateForm } from "./item-update-form.tsx";

// Forms of an incident as the gallery shows them: nothing that is typed is kept or sent.

const FIELDS = fieldsOf(disclosure.body);
const RESOLVER = composerResolver(disclosure, FIELDS, () => NOW);
const BEGUN = startValues(disclosure, FIELDS, { incident: "An outage", status: "investigating" }, NOW);

const nothing = () => undefined;

export function FillForm() {
  const form = useForm({ defaultValues: BEGUN, resolver: RESOLVER });
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => void form.trigger(["incident", "description"]), [form]);
  return (
    <IncidentFill
      form={form}
      fields={FIELDS}
      place="browser"
      formRef={formRef}
      onChecked={nothing}
      onDiscard={nothing}
    />
  );
}

export function ItemForm({ isKeyHere = false, ...item }: { incident: string; item: string; isKeyHere?: boolean }) {
  const account = isKeyHere ? ACCOUNT : { ...ACCOUNT, key: undefined };
  return <ItemUpdateForm account={account} origin={ORIGIN} provider={PROVIDER} {...item} />;
}
