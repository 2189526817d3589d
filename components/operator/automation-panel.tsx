"use client";
import { StepsUnread } from "#components/disclosure/steps-unread.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { automationLines, cronLine, systemdUnit } from "#lib/client/operator/automation.ts";
import { digestsHref } from "#lib/client/operator/hrefs.ts";
import { useStepFacts } from "#lib/client/operator/use-step-facts.ts";
import {
  deadlineOfSilence,
  type HeartbeatState,
  heartbeatStateAt,
  isArmedAt,
  SILENCE_COSTS,
  SUSPENDED_AFTER_MS,
} from "#lib/disclosure/heartbeat.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { CommandLines } from "./command-lines.tsx";

const STATES: Record<HeartbeatState, string> = {
  none: "no sign of life yet",
  unarmed: "not armed: silence costs nothing",
  beating: "armed and beating",
  late: "armed, and the next beat is late",
  suspended: "suspended for silence",
  failed: "counted as failed for silence",
};

/** What runs without a person: the last sign of life, what silence costs, and the lines to copy. */
export function AutomationPanel({ provider, url, now }: { provider: ProviderForm; url: string; now: Instant }) {
  const { heartbeat } = provider;
  const { facts, ...reading } = useStepFacts(provider.id);
  if (facts === undefined) return <StepsUnread {...reading} />;
  const { outages } = facts;
  const state = heartbeatStateAt(heartbeat, outages, now);
  const suspendsAt = heartbeat === null ? undefined : deadlineOfSilence(heartbeat, SUSPENDED_AFTER_MS, outages);
  const isArmed = heartbeat !== null && isArmedAt(heartbeat, now);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-12">
      <Panel title="Signs of life" className="lg:col-span-5">
        <KeyValueList
          items={[
            { key: "State", value: STATES[state] },
            {
              key: "Last unattended beat",
              value:
                heartbeat === null ? (
                  <span className="text-muted">none</span>
                ) : (
                  <TimeText at={Date.parse(heartbeat.last.loggedAt)} now={now} show="both" precision="minute" />
                ),
            },
            ...(isArmed && suspendsAt !== undefined && suspendsAt > now
              ? [
                  {
                    key: "Silence suspends",
                    value: <TimeText at={suspendsAt} now={now} show="both" precision="minute" />,
                  },
                ]
              : []),
          ]}
        />
        <p className="mt-3">{SILENCE_COSTS}</p>
        <p className="mt-2 text-sm">
          <Link href="/docs/how-to/send-heartbeats">How to arm it, and how to stop</Link>
        </p>
      </Panel>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-7">
        <Panel title="Lines to copy" description={`For ${provider.name}, in a checkout of this software.`}>
          <CommandLines lines={automationLines(provider, url)} />
          <p className="mt-3 text-sm">
            Digests can also be pasted: <Link href={digestsHref(provider.id)}>Publish ledger digests</Link>
          </p>
          <div className="mt-4 flex flex-col gap-3">
            <Details summary="As a systemd unit">
              <CodeBlock text={systemdUnit(provider, url)} label="systemd unit" />
            </Details>
            <Details summary="As a line for cron">
              <CodeBlock text={cronLine(provider, url)} label="Line for cron" />
            </Details>
          </div>
        </Panel>
      </div>
    </div>
  );
}
