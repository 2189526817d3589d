import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { composerHref } from "#lib/client/operator/next-actions.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** The next action after a receipt: another provider that shows nothing yet, else the public page. */
export function WhatNext({ account, provider }: { account: Account; provider: ProviderForm }) {
  const other = account.providers.find(
    (candidate) => candidate.id !== provider.id && candidate.disclosures.identity === undefined,
  );
  return (
    <Panel title="Next">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0">
          {other === undefined
            ? `See ${provider.name} as your customers do, and check it as they can.`
            : `Publish who runs ${other.name}, about 5 min.`}
        </p>
        <div className="flex flex-wrap gap-2">
          {other === undefined ? null : (
            <ButtonLink variant="primary" href={composerHref(other.id)}>
              Go on with {other.name}
            </ButtonLink>
          )}
          <ButtonLink variant={other === undefined ? "primary" : "secondary"} href={`/providers/${provider.id}`}>
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
