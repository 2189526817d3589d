"use client";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useRef, useState } from "react";
import { type ComposerFillProps, DRAFT_WORDS } from "#components/disclosure/composer-fill.tsx";
import { DisclosureField } from "#components/disclosure/disclosure-field.tsx";
import { focusFirstError, messagesIn } from "#components/disclosure/form-errors.ts";
import { ActionBar, ActionNote } from "#components/ui/action-bar.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { INCIDENT_STEPS, stepOfField } from "#lib/client/operator/incident-steps.ts";
import { browserClock } from "#lib/client/platform.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { ClockLines } from "./clock-lines.tsx";

/** The form of an incident, one question at a time; every step can be gone to at once, since not all is known at first. */
export function IncidentFill({ form, fields, place, formRef, onChecked, onDiscard }: ComposerFillProps) {
  const [at, setAt] = useState(0);
  const [unplaced, setUnplaced] = useState<readonly string[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = INCIDENT_STEPS[at];
  if (step === undefined) return null;
  const isLast = at === INCIDENT_STEPS.length - 1;
  const goTo = (next: number) => {
    setAt(next);
    requestAnimationFrame(() => heading.current?.focus());
  };
  const next = async () => {
    if (await form.trigger([...step.fields])) goTo(at + 1);
    else requestAnimationFrame(() => focusFirstError(formRef.current));
  };
  const preview = form.handleSubmit(
    () => {
      setUnplaced([]);
      onChecked();
    },
    (errors) => {
      setAt(Math.min(...Object.keys(errors).map(stepOfField)));
      // The messages are drawn in the next frame; only then is there something to go to.
      requestAnimationFrame(() => setUnplaced(focusFirstError(formRef.current) ? [] : messagesIn(errors)));
    },
  );
  const noticed = parseInstant(`${String(form.watch("detectedAt") ?? "")}:00.000Z`);
  return (
    <form
      ref={formRef}
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void (isLast ? preview() : next());
      }}
    >
      <nav aria-label="Parts of the report">
        <ol className="flex flex-wrap gap-x-1 gap-y-1">
          {INCIDENT_STEPS.map(({ id, title }, position) => (
            <li key={id}>
              <button
                type="button"
                aria-current={position === at ? "step" : undefined}
                onClick={() => goTo(position)}
                className={cx(
                  "min-h-7 rounded-md px-2 text-sm",
                  position === at ? "bg-sunken font-medium text-ink" : "text-muted hover:text-ink",
                )}
              >
                {position + 1}. {title}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <div>
        <h2 ref={heading} tabIndex={-1} className="text-xl outline-none">
          {step.title}
        </h2>
        <p className="mt-0.5 max-w-prose text-muted">{step.lead}</p>
      </div>
      {at === 0 ? (
        <Alert tone="attention" title="Public for ever: mind personal data">
          Name roles, not people: neither who erred nor whose money it was.
        </Alert>
      ) : null}
      {fields
        .filter(({ name, drawn }) => drawn && step.fields.includes(name))
        .toSorted((a, b) => step.fields.indexOf(a.name) - step.fields.indexOf(b.name))
        .map((field) => (
          <DisclosureField key={field.name} field={field} name={field.name} form={form} />
        ))}
      <ClockLines noticedAt={noticed} now={browserClock()} />
      {unplaced.length === 0 ? null : (
        <Alert tone="failed" live title="The report cannot be published like this">
          {unplaced.join(" ")}
        </Alert>
      )}
      <ActionBar>
        <Button type="submit" variant="primary">
          {isLast ? "Preview" : "Next"}
          {isLast ? null : <ArrowRight aria-hidden />}
        </Button>
        {at === 0 ? null : (
          <Button variant="secondary" onClick={() => goTo(at - 1)}>
            <ArrowLeft aria-hidden />
            Back
          </Button>
        )}
        <Button variant="quiet" onClick={onDiscard}>
          Discard the draft
        </Button>
        <ActionNote isLive>{DRAFT_WORDS[place]}</ActionNote>
      </ActionBar>
    </form>
  );
}
