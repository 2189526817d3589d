"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { WORKSPACE_TABS, type WorkspaceTab } from "#lib/client/operator/hrefs.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ParticipantForm, ProviderForm } from "#lib/state/forms.ts";

const loading = () => <SkeletonText lines={6} label="Loading" />;
const DisclosuresPanel = dynamic(
  () => import("#components/disclosure/disclosures-panel.tsx").then((module) => module.DisclosuresPanel),
  { ssr: false, loading },
);
const KeysPanel = dynamic(() => import("#components/keys/keys-panel.tsx").then((module) => module.KeysPanel), {
  ssr: false,
  loading,
});
const PricesPanel = dynamic(() => import("#components/prices/prices-panel.tsx").then((module) => module.PricesPanel), {
  ssr: false,
  loading,
});
const DefinitionsPanel = dynamic(
  () => import("#components/definition/definitions-panel.tsx").then((module) => module.DefinitionsPanel),
  { ssr: false, loading },
);
const CasesPanel = dynamic(() => import("#components/case/cases-panel.tsx").then((module) => module.CasesPanel), {
  ssr: false,
  loading,
});
const MembersPanel = dynamic(
  () => import("#components/members/members-panel.tsx").then((module) => module.MembersPanel),
  { ssr: false, loading },
);
const AutomationPanel = dynamic(() => import("./automation-panel.tsx").then((module) => module.AutomationPanel), {
  ssr: false,
  loading,
});

const LABELS: Record<WorkspaceTab, string> = {
  disclosures: "Disclosures",
  keys: "Keys",
  prices: "Prices",
  definitions: "Definitions",
  cases: "Cases",
  members: "Members",
  automation: "Automation",
};

type WorkspaceFacts = {
  account: Account;
  participant: ParticipantForm;
  provider: ProviderForm;
  origin: Origin;
  now: Instant;
};

/** What belongs to one provider, or to the account: a panel is fetched when its tab is opened. */
export function WorkspaceTabs({
  tab,
  onTab,
  ...facts
}: WorkspaceFacts & { tab: WorkspaceTab; onTab: (tab: WorkspaceTab) => void }) {
  return (
    <Tabs
      label={`About ${facts.provider.name}`}
      value={tab}
      onValueChange={(value) => onTab(value as WorkspaceTab)}
      items={WORKSPACE_TABS.map((value) => ({ value, label: LABELS[value], content: contentOf(value, facts) }))}
    />
  );
}

function contentOf(tab: WorkspaceTab, { account, participant, provider, origin, now }: WorkspaceFacts): ReactNode {
  const { providers } = account;
  switch (tab) {
    case "disclosures":
      return <DisclosuresPanel provider={provider} now={now} withSteps={false} />;
    case "keys":
      return <KeysPanel {...{ account, participant, providers, origin, now }} />;
    case "prices":
      return <PricesPanel provider={provider} now={now} />;
    case "definitions":
      return <DefinitionsPanel {...{ account, origin, now }} publisher={participant.did} url={location.origin} />;
    case "cases":
      return <CasesPanel providers={providers} now={now} />;
    case "members":
      return <MembersPanel {...{ account, participant, providers, origin, now }} />;
    case "automation":
      return <AutomationPanel provider={provider} url={location.origin} now={now} />;
  }
}
