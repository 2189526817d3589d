"use client";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import { useStepFacts } from "#lib/client/operator/use-step-facts.ts";
import { type Step, transparencySteps } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** The next action after a receipt: the next form of the provider's next step, else the public page. */
export function WhatNext({ account, provider, now }: { account: Account; provider: ProviderForm; now: Instant }) {
  // As the log has it since the publication.
  const current = account.providers.find(({ id }) => id === provider.id) ?? provider;
  const { facts } = useStepFacts(current.id);
  const steps = facts === undefined ? undefined : transparencySteps(current, facts, now);
  const step = steps?.steps.find(({ number }) => number === steps.reached + 1);
  const next = step?.needs.find(({ state, isComposed }) => state === "missing" && isComposed);
  return (
    <Panel title="Next">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0">
          {step === undefined ? null : `${countWords(step)} `}
          {next === undefined
            ? `See ${provider.name} as your customers do, and check it as they can.`
            : `Next: ${next.title.toLowerCase()}, about ${next.minutes} min.`}
        </p>
        <div className="flex flex-wrap gap-2">
          {next === undefined ? null : (
            <ButtonLink variant="primary" href={composerHref(provider.id, next.id)}>
              Go on with {next.title.toLowerCase()}
            </ButtonLink>
          )}
          <ButtonLink variant={next === undefined ? "primary" : "secondary"} href={`/providers/${provider.id}`}>
            See the public page
          </ButtonLink>
          <ButtonLink variant="quiet" href="/operator">
            Back to your actions
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}

function countWords({ number, needs }: Step): string {
  const done = needs.filter(({ state }) => state === "satisfied").length;
  return `${done} of ${needs.length} things for step ${number} done.`;
}
