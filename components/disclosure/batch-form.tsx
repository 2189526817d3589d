"use client";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import { useForm } from "react-hook-form";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import { useRecheck } from "#lib/client/disclosure/use-recheck.ts";
import { useFormDraft } from "#lib/client/drafts/use-form-draft.ts";
import { browserClock } from "#lib/client/platform.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureName } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { DELAY_MS, DisclosureFields, DRAFT_WORDS } from "./composer-fill.tsx";
import { focusFirstError } from "./form-errors.ts";
import { LeftOverText } from "./left-over-text.tsx";

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
  useRecheck(form);
  const kept = { kind: `disclosure.${type.type}`, subject: providerId, useRemote };
  const { place, leftOver, discard } = useFormDraft(form, fields, start, kept);
  const frame = useRef<HTMLFormElement>(null);

  const { handleSubmit } = form;
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
        <LeftOverText leftOver={leftOver} />
        {isIncluded ? <DisclosureFields form={form} fields={fields} /> : null}
        <p role="status" className="text-muted text-sm">
          {DRAFT_WORDS[place]}
        </p>
      </form>
    </Panel>
  );
}
