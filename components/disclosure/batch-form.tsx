"use client";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useForm } from "react-hook-form";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import type { FormValues } from "#lib/client/disclosure/form-values.ts";
import { type DraftPlace, useDraft } from "#lib/client/drafts/use-draft.ts";
import { browserClock } from "#lib/client/platform.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { DELAY_MS, DisclosureFields } from "./composer-fill.tsx";
import { focusFirstError } from "./form-errors.ts";

/** What the page asks of each of its forms. */
export type BatchHandle = {
  /** The body; undefined when something is wrong, which then stands at its place. */
  check(): Promise<JsonObject | undefined>;
  focusError(): void;
  discardDraft(): Promise<void>;
};

/** One form of several. It shares its draft with the composer of the same disclosure: begun there, it goes on here. */
export function BatchForm({
  type,
  providerId,
  useRemote,
  isIncluded,
  onInclude,
  handles,
}: {
  type: DisclosureType<DisclosureName>;
  providerId: string;
  useRemote: boolean;
  isIncluded: boolean;
  onInclude: (isIncluded: boolean) => void;
  handles: RefObject<Map<DisclosureName, BatchHandle>>;
}) {
  const fields = useMemo(() => fieldsOf(type.body), [type]);
  const resolver = useMemo(() => composerResolver(type, fields, browserClock), [type, fields]);
  const start = useMemo(() => startValues(type, fields, undefined, browserClock()), [type, fields]);
  const form = useForm({
    defaultValues: start,
    resolver,
    mode: "onTouched",
    delayError: DELAY_MS,
    shouldFocusError: false,
  });
  const { found, place, save, discard } = useDraft<FormValues>(`disclosure.${type.type}`, providerId, useRemote);
  const frame = useRef<HTMLFormElement>(null);

  const { reset, subscribe, handleSubmit } = form;
  const kept = found?.values;
  useEffect(() => {
    if (kept !== undefined) reset({ ...start, ...kept });
  }, [kept, reset, start]);
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values, type: cause }) => {
          if (cause !== undefined) save(values as FormValues);
        },
      }),
    [subscribe, save],
  );
  useEffect(() => {
    const all = handles.current;
    all.set(type.type, {
      // By submitting: from then on a message goes with the keystroke that mends it, not with the press on the next input.
      check: () =>
        new Promise((resolve) => void handleSubmit(resolve as (body: unknown) => void, () => resolve(undefined))()),
      focusError: () => focusFirstError(frame.current),
      discardDraft: discard,
    });
    return () => {
      all.delete(type.type);
    };
  }, [handles, type, handleSubmit, discard]);

  return (
    <Panel title={type.title} description={`${type.purpose} About ${type.minutes} min.`} id={`form-${type.type}`}>
      <form ref={frame} noValidate className="flex flex-col gap-5" onSubmit={(event) => event.preventDefault()}>
        <Checkbox
          label={`Publish ${type.object} now`}
          checked={isIncluded}
          onChange={(event) => onInclude(event.target.checked)}
        />
        {isIncluded ? <DisclosureFields form={form} fields={fields} /> : null}
        <p role="status" className="text-muted text-sm">
          {DRAFT_WORDS[place]}
        </p>
      </form>
    </Panel>
  );
}

const DRAFT_WORDS: Record<DraftPlace, string> = {
  none: "Kept as you type.",
  browser: "Draft kept in this browser.",
  account: "Draft kept, also for your other devices.",
  "no-room": "This browser has no room for a draft: do not close the page.",
};
