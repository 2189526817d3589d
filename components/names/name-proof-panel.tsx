"use client";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { nameFileUrl } from "#lib/state/name-proofs.ts";
import { NAME_DNS_LABEL, nameRecord } from "#lib/statement/observations.ts";
import { CheckNow } from "./check-now.tsx";
import { KeyProofForm } from "./key-proof-form.tsx";
import { NameState } from "./name-state.tsx";
import { PlaceForm } from "./place-form.tsx";

/** The three proofs of a provider's name with the lines to copy, what stands now, and a look on request. */
export function NameProofPanel({ account, provider, now }: { account: Account; provider: ProviderForm; now: Instant }) {
  const { origin } = account;
  if (origin === undefined) return null;
  const fileUrl = nameFileUrl(provider);
  return (
    <div className="flex flex-col gap-6">
      <NameState provider={provider} now={now} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Panel level={2} title="Its name, domain and address">
          <PlaceForm key={provider.slots.provider} account={account} provider={provider} origin={origin} />
        </Panel>
        <div className="flex min-w-0 flex-col gap-6">
          {provider.domain === null || fileUrl === undefined ? null : (
            <Panel level={2} title="By its domain">
              <div className="flex flex-col gap-4">
                <p>Put one of these where only you can. The index looks daily, and now when you ask.</p>
                <CodeBlock
                  label={`TXT record of ${NAME_DNS_LABEL}.${provider.domain}`}
                  text={nameRecord(provider.id, origin)}
                />
                <CodeBlock
                  label={`Or the file ${fileUrl}`}
                  text={JSON.stringify({ touchstone: provider.id, log: origin })}
                />
                <CheckNow account={account} provider={provider} />
              </div>
            </Panel>
          )}
          <Panel level={2} title="By its own key">
            <KeyProofForm key={provider.slots.provider} account={account} provider={provider} origin={origin} />
          </Panel>
        </div>
      </div>
      <p className="text-muted text-sm">
        <Link href="/docs/how-to/prove-your-name">How each proof works, and how long it holds</Link>
      </p>
    </div>
  );
}
