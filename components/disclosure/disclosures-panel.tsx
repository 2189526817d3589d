"use client";
import { FileUp, ListChecks } from "lucide-react";
import { StalenessWords } from "#components/provider/disclosures/staleness-words.tsx";
import { StepChecklist } from "#components/provider/disclosures/step-checklist.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { firstForms } from "#lib/client/operator/first-forms.ts";
import { incidentHref, publishHref } from "#lib/client/operator/hrefs.ts";
import { useStepFacts } from "#lib/client/operator/use-step-facts.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { isAbout, TYPES, transparencySteps, unmetOf } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { StepsUnread } from "./steps-unread.tsx";

/** An operator's disclosures for one provider: the next step's forms first, then all others with what exists and is due. */
export function DisclosuresPanel({
  provider,
  now,
  withSteps = true,
}: {
  provider: ProviderForm;
  now: Instant;
  /** The checklist beside the list; false where the page has it already. */
  withSteps?: boolean;
}) {
  const { facts, ...reading } = useStepFacts(provider.id);
  if (facts === undefined) return <StepsUnread {...reading} />;
  const steps = transparencySteps(provider, facts, now);
  const next = steps.steps.find(({ number }) => number === steps.reached + 1);
  const wanted = new Set(next === undefined ? [] : unmetOf(next).map(({ id }) => id));
  const types = TYPES.filter((type) => isAbout(type, provider.kind));
  const sitting = firstForms(next, provider).length;
  const first = types.filter(({ type }) => wanted.has(type));
  const others = types.filter(({ type }) => !wanted.has(type)).toSorted((a, b) => due(provider, a) - due(provider, b));
  return (
    <div className="grid items-start gap-4 lg:grid-cols-12">
      <div className={cx("flex min-w-0 flex-col gap-4", withSteps ? "lg:col-span-8" : "lg:col-span-12")}>
        {first.length === 0 ? null : (
          <Panel
            flush
            title={`For step ${next?.number}`}
            actions={
              sitting < 2 ? null : (
                <ButtonLink size="sm" variant="primary" href={`/operator/disclosures/batch?provider=${provider.id}`}>
                  <ListChecks aria-hidden />
                  Write {sitting} in one sitting
                </ButtonLink>
              )
            }
          >
            <TypeList types={first} provider={provider} now={now} />
          </Panel>
        )}
        <Panel
          flush
          title="All disclosures"
          actions={
            <ButtonLink size="sm" href="/operator/disclosures/import">
              <FileUp aria-hidden />
              From a file
            </ButtonLink>
          }
        >
          <TypeList types={others} provider={provider} now={now} />
        </Panel>
      </div>
      {withSteps ? (
        <Panel title="Transparency steps" className="lg:col-span-4">
          <StepChecklist steps={steps} />
        </Panel>
      ) : null}
    </div>
  );
}

/** What ends first comes first; then what has no end, then what was never published. */
function due(provider: ProviderForm, { type }: DisclosureType): number {
  const record = provider.disclosures[type];
  if (record === undefined) return Number.POSITIVE_INFINITY;
  return lifeOf(record)?.until ?? Number.MAX_SAFE_INTEGER;
}

function TypeList({
  types,
  provider,
  now,
}: {
  types: readonly DisclosureType[];
  provider: ProviderForm;
  now: Instant;
}) {
  return (
    <ul className="divide-y divide-divider">
      {types.map((type) => (
        <TypeRow key={type.type} type={type} provider={provider} now={now} />
      ))}
    </ul>
  );
}

/** Told in the incident wizard, with the clocks of the incidents before. */
const WIZARDS: ReadonlySet<string> = new Set(["incident", "action_item_update"]);

function TypeRow({
  type: { type, title, purpose, minutes, life: ends, replaces, composed },
  provider,
  now,
}: {
  type: DisclosureType;
  provider: ProviderForm;
  now: Instant;
}) {
  const record = provider.disclosures[type];
  const life = lifeOf(record);
  const isEvent = ends.ends === "never";
  const href = WIZARDS.has(type) ? incidentHref(provider.id) : publishHref(provider.id, { type, composed });
  const isBeating = type === "heartbeat" && provider.heartbeat !== null;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="font-medium">{title}</span>
          {record === undefined && isEvent ? (
            <span className="text-muted text-sm">{isBeating ? "beats are sent" : "nothing to tell so far"}</span>
          ) : (
            <StalenessWords staleness={stalenessAt(life, now)} until={life?.until ?? null} now={now} />
          )}
          {record?.notApplicable ? <Badge>not applicable</Badge> : null}
        </p>
        <p className="text-muted text-sm">{purpose}</p>
      </div>
      <span className="flex flex-wrap gap-x-4 gap-y-1">
        {record === undefined ? null : (
          <Link look="quiet" href={`/providers/${provider.id}/disclosures/${type}`}>
            {record.versions === 1 ? "1 version" : `${record.versions} versions`}
            <span className="sr-only"> of {title}</span>
          </Link>
        )}
        {isEvent && replaces && record !== undefined && !WIZARDS.has(type) ? (
          <Link look="quiet" href={`${href}&from=last`}>
            Go on from the last
            <span className="sr-only"> {title}</span>
          </Link>
        ) : null}
        <Link look="quiet" href={href}>
          {!composed ? "By a program" : isEvent ? "Publish one" : record === undefined ? "Publish" : "Correct or renew"}
          {record === undefined ? `, ${minutes} min` : ""}
          <span className="sr-only"> {title}</span>
        </Link>
      </span>
    </li>
  );
}
