"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RevealDueShares } from "#components/case/acts/reveal-due-shares.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { whereElse } from "#lib/client/account/elsewhere.ts";
import { sessionsQuery } from "#lib/client/account/queries.ts";
import type { Account } from "#lib/client/account/use-account.ts";
import { useOperatorEffects } from "#lib/client/marks/use-operator-effects.ts";
import { clocksAhead, dutiesOf, nextActions } from "#lib/client/operator/next-actions.ts";
import { useDutyFacts } from "#lib/client/operator/use-duty-facts.ts";
import { useWorkspacePlace } from "#lib/client/operator/use-workspace-place.ts";
import type { PublishState } from "#lib/client/statements/use-publish.ts";
import { type Steps, transparencySteps } from "#lib/disclosure/steps.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm } from "#lib/state/forms.ts";
import { ClockCalendar } from "./clock-calendar.tsx";
import { KeyCard } from "./key-card.tsx";
import { LastReceipt } from "./last-receipt.tsx";
import { NextActionList } from "./next-action-list.tsx";
import { StepCard } from "./step-card.tsx";
import { WaitingStatements } from "./waiting-statements.tsx";
import { WorkspaceHeading } from "./workspace-heading.tsx";
import { WorkspaceTabs } from "./workspace-tabs.tsx";

/** A returning operator: what to do next, the clocks, the next step with its cost, the key; below, everything in tabs. */
export function Workspace({
  account,
  participant,
  now,
}: {
  account: Account;
  participant: ParticipantForm;
  now: Instant;
}) {
  const sessions = useQuery(sessionsQuery);
  const facts = useDutyFacts(account, participant, now);
  const [last, setLast] = useState<PublishState>();
  const { provider, tab, chooseProvider, chooseTab } = useWorkspacePlace(account.providers);
  const duties = facts === undefined ? [] : dutiesOf(facts);
  const actions = nextActions(duties, now);
  const stepsOf = new Map(
    account.providers.flatMap((one): [string, Steps][] => {
      const known = facts?.stepFacts.get(one.id);
      return known === undefined ? [] : [[one.id, transparencySteps(one, known, now)]];
    }),
  );
  const effects = useOperatorEffects(actions, stepsOf, now);
  if (provider === undefined || account.origin === undefined) return null;
  if (facts === undefined) return <SkeletonText lines={8} label="Reading your keys and clocks" />;
  const steps = stepsOf.get(provider.id);
  return (
    <>
      <WorkspaceHeading
        {...{ account, participant, provider, now, reached: steps?.reached }}
        onProvider={chooseProvider}
        onRecorded={setLast}
      />
      {/* In the order of small screens; where there is room, steps and key stand at the right. */}
      <div className="grid items-start gap-4 lg:grid-cols-12 lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-8">
          <LastReceipt state={last} />
          <RevealDueShares account={account} origin={account.origin} cases={[...facts.cases.values()].flat()} />
          <Panel title="Next actions">
            <NextActionList actions={actions} effects={effects?.duties} now={now} />
          </Panel>
          <WaitingStatements issuer={participant.did} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-4 lg:col-start-9 lg:row-span-2 lg:row-start-1">
          <Panel title="Your signing key" className="lg:order-last">
            <KeyCard account={account} elsewhere={whereElse(sessions.data ?? [])} />
          </Panel>
          <Panel title={`Steps of ${provider.name}`}>
            {steps === undefined ? (
              <p className="text-muted">They could not be read now. Load the page again.</p>
            ) : (
              <StepCard provider={provider} steps={steps} effect={effects?.nextStep.get(provider.id)} />
            )}
          </Panel>
        </div>
        <div className="min-w-0 lg:col-span-8 lg:row-start-2">
          <ClockCalendar clocks={clocksAhead(duties, now)} now={now} />
        </div>
      </div>
      <section id="tabs" aria-label={`Everything about ${provider.name}`} className="mt-8 scroll-mt-20">
        <WorkspaceTabs {...{ account, participant, provider, now, tab }} origin={account.origin} onTab={chooseTab} />
      </section>
    </>
  );
}
