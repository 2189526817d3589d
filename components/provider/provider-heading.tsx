import { FollowButton } from "#components/follow/follow-button.tsx";
import { TierBadge } from "#components/tier/tier-badge.tsx";
import type { Tier } from "#components/tier/tier-looks.ts";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { isDomainProven, isNameProven } from "#lib/state/name-proofs.ts";

/** Name, kind, operator and place; "unproven name" before a name that nobody proved. */
export function ProviderHeading({
  form,
  operatorName,
  badge,
  now,
}: {
  form: ProviderForm;
  operatorName: string | undefined;
  /** Its tier, and the day of it; none where nothing is rated. */
  badge?: { readonly tier: Tier; readonly asOf: number };
  now: Instant;
}) {
  const isProven = isNameProven(form, now);
  return (
    <header className="mb-5">
      <Breadcrumbs crumbs={[{ text: "Providers", href: "/providers" }, { text: <bdi>{form.name}</bdi> }]} />
      <div className="mt-1 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="text-2xl">
            {isProven ? null : <span className="font-normal text-attention">unproven name </span>}
            <bdi>{form.name}</bdi>
          </h1>
          {badge === undefined ? null : <TierBadge {...badge} />}
        </div>
        <FollowButton id={form.id} name={form.name} since={formatInstant(now)} />
      </div>
      <p className="mt-1.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-muted">
        <span>{form.kind === "instance" ? "Prex instance" : "PAID service"}</span>
        <span aria-hidden className="max-sm:hidden">
          ·
        </span>
        <span>
          run by{" "}
          <Link look="name" href={`/log?issuer=${encodeURIComponent(form.operator)}`} title={form.operator}>
            <bdi>{operatorName ?? form.operator}</bdi>
          </Link>
        </span>
        {form.domain === null ? null : (
          <>
            <span aria-hidden className="max-sm:hidden">
              ·
            </span>
            <span>
              {isDomainProven(form, now) ? "proven domain" : "claims"}{" "}
              <span className="font-mono text-sm">{form.domain}</span>
            </span>
          </>
        )}
        <span aria-hidden className="max-sm:hidden">
          ·
        </span>
        <HashText value={form.id} what="provider id" />
        <span aria-hidden className="max-sm:hidden">
          ·
        </span>
        <Link href={`/log/entries/${form.registeredIn}`}>
          registered <TimeText at={Date.parse(form.registeredAt)} now={now} />
        </Link>
        <span aria-hidden className="max-sm:hidden">
          ·
        </span>
        {form.domain !== null && isDomainProven(form, now) ? (
          <>
            <Link href={`https://${form.domain}`}>Go to provider</Link>
            <span aria-hidden className="max-sm:hidden">
              ·
            </span>
          </>
        ) : null}
        {/* Behind the hash: who looks at a report is told to nobody. */}
        <Link href={`/report#against=${form.id}`}>Report</Link>
      </p>
    </header>
  );
}
