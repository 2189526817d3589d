"use client";
import { useQueries } from "@tanstack/react-query";
import { CircleAlert, CircleHelp, ListChecks } from "lucide-react";
import { FactList } from "#components/disclosure/told-view.tsx";
import { type Effect, effectText } from "#components/marks/effect/effect-words.ts";
import { NeedList } from "#components/provider/disclosures/step-checklist.tsx";
import { Details } from "#components/ui/details.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { entryQuery } from "#lib/client/account/queries.ts";
import { gainOf } from "#lib/client/operator/duties/steps.ts";
import { firstForms } from "#lib/client/operator/first-forms.ts";
import { overheadFacts, sumOverheads } from "#lib/disclosure/overhead.ts";
import { type Need, type Steps, unmetOf } from "#lib/disclosure/steps.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** What the next step still needs, cost beside gain; what the present ones cost. Promises no judgement of anybody. */
export function StepCard({
  provider,
  steps: { reached, steps },
  effect,
}: {
  provider: ProviderForm;
  steps: Steps;
  /** Of the next step on the marks; undefined: not known. */
  effect?: Effect | undefined;
}) {
  const next = steps.find(({ number }) => number === reached + 1);
  const unmet = next === undefined ? [] : unmetOf(next);
  const forms = firstForms(next, provider);
  return (
    <div className="flex flex-col gap-4">
      {next === undefined ? (
        <p>{provider.name} shows everything that the four steps ask for.</p>
      ) : (
        <div>
          <p className="font-medium">
            {unmet.length} more for step {next.number}
          </p>
          {effect === undefined ? null : <p className="text-sm">Gain: {effectText(effect)}.</p>}
          <ul className="mt-2 flex flex-col gap-2.5">
            {unmet.map((need) => (
              <NeedRow key={need.id} need={need} />
            ))}
          </ul>
          {forms.length < 2 ? null : (
            <ButtonLink
              size="sm"
              variant="primary"
              className="mt-3"
              href={`/operator/disclosures/batch?provider=${provider.id}`}
            >
              <ListChecks aria-hidden />
              Write {forms.length} of them in one sitting, {forms.reduce((sum, { minutes }) => sum + minutes, 0)} min
            </ButtonLink>
          )}
        </div>
      )}
      <StatedCost provider={provider} />
      <Details summary={`All four steps: ${reached} of 4 reached`}>
        <ol className="flex flex-col gap-4">
          {steps.map((step) => (
            <li key={step.number}>
              <p className="font-medium">Step {step.number}</p>
              <NeedList needs={step.needs} />
            </li>
          ))}
        </ol>
      </Details>
    </div>
  );
}

function NeedRow({ need }: { need: Need }) {
  const Icon = need.state === "review" ? CircleHelp : CircleAlert;
  return (
    <li className="flex gap-2">
      <Icon
        aria-hidden
        className={`mt-1 size-3.5 shrink-0 ${need.state === "review" ? "text-muted" : "text-attention"}`}
        strokeWidth={2.5}
      />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline justify-between gap-3">
          <span>{need.title}</span>
          <span className="shrink-0 text-muted text-sm">
            {need.state === "review" ? "under review" : need.minutes === 0 ? "takes time" : `costs ${need.minutes} min`}
          </span>
        </p>
        <p className="text-muted text-sm">{need.state === "missing" ? gainOf(need) : need.reason}</p>
      </div>
    </li>
  );
}

/** Added up from the bodies of what is published, as their operator stated it. */
function StatedCost({ provider }: { provider: ProviderForm }) {
  const records = Object.entries(provider.disclosures).filter(([type]) => type !== "heartbeat");
  const entries = useQueries({ queries: records.map(([, { entry }]) => entryQuery(entry)) });
  if (records.length === 0 || entries.some(({ data }) => data === undefined)) return null;
  const bodies = entries.map(({ data }) => (data?.statement as { body?: JsonObject } | undefined)?.body ?? {});
  const sum = sumOverheads(bodies);
  const { stated, measured } = sum;
  const isOne = records.length === 1;
  const many = isOne ? "one disclosure" : `${records.length} disclosures`;
  return (
    <div className="text-sm">
      <p className="text-muted">
        {stated === 0
          ? `Your ${many} ${isOne ? "states" : "state"} no running cost. Readers like to know what transparency costs.`
          : `Running cost of your ${many}, as stated in ${stated} (${measured} measured):`}
      </p>
      {stated === 0 ? null : <FactList facts={overheadFacts(sum)} />}
      {stated === 0 ? null : (
        <p className="mt-1">
          <Link href={`/providers/${provider.id}#disclosures`}>By disclosure</Link>
        </p>
      )}
    </div>
  );
}
