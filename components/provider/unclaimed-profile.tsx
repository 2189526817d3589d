import { type CaseRow, CaseTable } from "#components/case/case-table.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { UnclaimedView } from "#lib/contract/cases.ts";

/** A provider that is known by its key alone: no name and no logo, since nobody has said whose it is. */
export function UnclaimedProfile({
  profile,
  cases,
  more,
  now,
}: {
  profile: Pick<UnclaimedView, "id" | "public_key" | "opened_at" | "opened_in" | "published_by">;
  cases: readonly CaseRow[];
  /** There are more cases than are shown. */
  more: boolean;
  now: number;
}) {
  const { id, public_key: publicKey, opened_at: openedAt, opened_in: openedIn, published_by: owner } = profile;
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="text-2xl">Nobody has claimed this provider</h1>
        <p className="mt-2 max-w-prose text-muted">
          It is known by the key that signed its answers and by nothing else: no name, no operator, no disclosures. It
          stands here since it was first reported, <TimeText at={Date.parse(openedAt)} now={now} /> (
          <Link href={`/log/entries/${openedIn}`}>entry {openedIn.toLocaleString("en")}</Link>).
        </p>
        <p className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <span>
            Key <HashText value={publicKey} what="key" />
          </span>
          <span>
            Id <HashText value={id} what="provider id" />
          </span>
        </p>
      </header>
      {owner === null ? null : (
        <Alert title="This key is published by a listed provider now">
          It was published after the first report. <Link href={`/providers/${owner}#cases`}>That provider</Link> shows
          these cases as its own.
        </Alert>
      )}
      <section>
        <SectionHeading id="cases" lead="What was reported, and what the checks of the evidence gave.">
          Cases
        </SectionHeading>
        <CaseTable cases={cases} now={now} caption="Cases against this key, newest first" withProvider={false} />
        {more ? (
          <p className="mt-3 text-sm">
            <Link href={`/cases?provider=${id}`}>All cases against it</Link>
          </p>
        ) : null}
      </section>
      <section>
        <SectionHeading id="claim" lead="Whoever holds the key can claim it, and nobody else. The cases stay with it.">
          Is it yours?
        </SectionHeading>
        <p className="max-w-prose">
          Enter the key, run the line shown where that key lives, and sign. Then give the provider a name, and publish
          what is missing. <Link href="/docs/how-to/hand-over-a-provider">How to claim one</Link>
        </p>
        <p className="mt-3">
          <ButtonLink href="/operator/claim">Claim it</ButtonLink>
        </p>
      </section>
    </div>
  );
}
