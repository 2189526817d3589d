import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { composerHref } from "#lib/client/operator/next-actions.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";

const STALENESS = {
  ok: { tone: "neutral", word: "in date" },
  due: { tone: "attention", word: "due" },
  stale: { tone: "attention", word: "stale" },
  "long-stale": { tone: "failed", word: "long stale" },
  never: { tone: "unknown", word: "not published" },
} as const;

/** The operator's providers, each with its disclosures and what to do about them. */
export function OwnProviderList({ providers, now }: { providers: readonly ProviderForm[]; now: Instant }) {
  return (
    <ul className="divide-y divide-divider">
      {providers.map((provider) => (
        <li key={provider.id} className="px-4 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            <Link look="name" href={`/providers/${provider.id}`}>
              {provider.name}
            </Link>
            <span className="text-muted">{provider.kind === "instance" ? "Prex instance" : "PAID service"}</span>
            {provider.domain === null ? null : <span className="font-mono text-muted text-sm">{provider.domain}</span>}
            {isNameProven(provider, now) ? (
              <Badge tone="verified">name proven</Badge>
            ) : (
              <Badge tone="attention">unproven name</Badge>
            )}
            <Link look="quiet" href={`/operator/names?provider=${provider.id}`}>
              {isNameProven(provider, now) ? "Name and address" : "Prove its name"}
              <span className="sr-only"> of {provider.name}</span>
            </Link>
          </p>
          <IdentityLine provider={provider} now={now} />
          <DigestLine provider={provider} />
        </li>
      ))}
    </ul>
  );
}

function IdentityLine({ provider, now }: { provider: ProviderForm; now: Instant }) {
  const record = provider.disclosures.identity;
  const life = lifeOf(record);
  const until = life?.until ?? null;
  const { tone, word } = STALENESS[stalenessAt(life, now)];
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span>Identity</span> <Badge tone={tone}>{word}</Badge>
        {record?.notApplicable ? <Badge>not applicable</Badge> : null}
        {until === null ? null : (
          <span className="text-muted text-sm">
            until <TimeText at={until} precision="day" />
            {record !== undefined && record.versions > 1 ? ` · version ${record.versions}` : ""}
          </span>
        )}
      </p>
      <span className="flex flex-wrap gap-x-4">
        <Link look="quiet" href={composerHref(provider.id)}>
          {record === undefined ? "Publish" : "Correct or renew"}
          <span className="sr-only"> the identity of {provider.name}</span>
        </Link>
        <Link look="quiet" href={`/operator/disclosures?provider=${provider.id}`}>
          All disclosures
          <span className="sr-only"> of {provider.name}</span>
        </Link>
      </span>
    </div>
  );
}

function DigestLine({ provider }: { provider: ProviderForm }) {
  const record = provider.disclosures.database_ledger_digest;
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span>Ledger digests</span>{" "}
        {record === undefined ? <Badge tone="unknown">not published</Badge> : <Badge>published</Badge>}
      </p>
      <Link look="quiet" href="/operator/digests">
        Publish
        <span className="sr-only"> ledger digests of {provider.name}</span>
      </Link>
    </div>
  );
}
