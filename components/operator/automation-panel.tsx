"use client";
import { StepsUnread } from "#components/disclosure/steps-unread.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { automationLines, cronLine, systemdUnit } from "#lib/client/operator/automation.ts";
import { digestsHref } from "#lib/client/operator/hrefs.ts";
import { useStepFacts } from "#lib/client/operator/use-step-facts.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { CommandLines } from "./command-lines.tsx";
import { SignsOfLife } from "./signs-of-life.tsx";

/** What runs without a person: the last sign of life, what silence costs, and the lines to copy. */
export function AutomationPanel({ provider, url, now }: { provider: ProviderForm; url: string; now: Instant }) {
  const { facts, ...reading } = useStepFacts(provider.id);
  if (facts === undefined) return <StepsUnread {...reading} />;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-12">
      <div className="lg:col-span-5">
        <SignsOfLife heartbeat={provider.heartbeat} outages={facts.outages} now={now} />
      </div>
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
