"use client";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState, UnauthorisedState } from "#components/ui/states.tsx";
import { type Account, useAccount } from "#lib/client/account/use-account.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { useImport } from "#lib/client/ledger/use-import.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import type { BatchWords } from "#lib/disclosure/ledger-digest/batch-body.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { ImportPanel } from "./import-panel.tsx";

const rule = DISCLOSURES.database_ledger_digest;

/** `/operator/digests`: the account, its providers, and the import. `providerId`: the one that the form begins with. */
export function ImportPage({ providerId }: { providerId: string }) {
  const state = useAccount();
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Publish", href: "/operator" }, { text: rule.title }]} />}
        title={rule.title}
        lead={rule.purpose}
      />
      {state.status === "failed" ? (
        <ErrorState title="The index cannot be read now" onRetry={state.retry}>
          Nothing was sent.
        </ErrorState>
      ) : state.status === "loading" ? (
        <SkeletonText lines={8} label="Loading the form" />
      ) : (
        <AccountImport account={state.account} providerId={providerId} />
      )}
    </>
  );
}

function AccountImport({ account, providerId }: { account: Account; providerId: string }) {
  const { providers, did, origin, key } = account;
  const { state, read, send, reset } = useImport();
  if (did === undefined || origin === undefined)
    return (
      <UnauthorisedState
        title="Only an operator's key can publish"
        action={<ButtonLink href="/sign-in">Sign in</ButtonLink>}
      >
        There is no session and no signing key in this browser.
      </UnauthorisedState>
    );
  if (providers.length === 0)
    return (
      <EmptyState title="You have listed no provider" action={<ButtonLink href="/operator">List one</ButtonLink>}>
        Digests are published about a provider of yours.
      </EmptyState>
    );
  const sign = async (provider: ProviderForm, words: BatchWords) => {
    if (key === undefined || state.phase !== "planned") return;
    const signer = signerOfRecord(await browserKeystore(), key);
    await send(state.plan, { signer, origin, issuer: did, provider: provider.id, words });
  };
  return (
    <ImportPanel
      providers={providers}
      first={providers.some(({ id }) => id === providerId) ? providerId : (providers[0]?.id ?? "")}
      canSign={key !== undefined}
      state={state}
      onRead={(text, provider, words) => void read(text, provider.id, words)}
      onSend={(provider, words) => void sign(provider, words)}
      onReset={reset}
    />
  );
}
