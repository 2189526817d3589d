"use client";
import { ActsStatus } from "#components/keys/acts-status.tsx";
import { SignAs } from "#components/keys/sign-as.tsx";
import { kindNoun } from "#components/log/entry/entry-words.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { OFFERS_HREF } from "#lib/client/operator/hrefs.ts";
import { planCosign } from "#lib/client/operator/member-plans.ts";
import { isOffer } from "#lib/client/operator/offers.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { ProposalForm } from "#lib/state/forms.ts";
import type { Office } from "./office.ts";
import { useOfficeAct } from "./use-office-act.ts";

/** Acts that wait: what is proposed, who signed, until when; signed here when this browser's key has not. */
export function ProposalList({
  proposals,
  now,
  ...office
}: Office & { proposals: readonly ProposalForm[]; now: Instant }) {
  return (
    <ul className="divide-y divide-divider">
      {proposals.map((proposal) => (
        <ProposalRow key={proposal.statement} proposal={proposal} now={now} {...office} />
      ))}
    </ul>
  );
}

function ProposalRow({ proposal, now, ...office }: Office & { proposal: ProposalForm; now: Instant }) {
  const { all, item, goOn, isBusy, act } = useOfficeAct(office);
  const { consents, lapsesAt, proposedIn, proposed, statement } = proposal;
  const lapses = Date.parse(lapsesAt);
  const own = consents.find(({ of }) => of === office.participant.did);
  const hasSigned = office.record !== undefined && own?.signers.includes(office.record.thumbprint) === true;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div>
        <p className="font-medium">
          {kindNoun(proposal.kind)}{" "}
          <span className="font-normal text-muted text-sm">
            {own?.signers.length ?? 0} of {own?.needed ?? 0} signed, in{" "}
            <Link href={`/log/entries/${proposedIn}`}>entry {proposedIn.toLocaleString("en")}</Link>
          </span>
        </p>
        <p className="text-sm">
          {lapses <= now ? "Lapsed " : "Lapses "}
          <TimeText at={lapses} now={now} show="both" precision="minute" />
        </p>
      </div>
      {proposed === null ? null : (
        <Details summary="What you would sign for">
          <CodeBlock json label="Proposed" text={canonicalText(proposed as unknown as JsonValue)} />
        </Details>
      )}
      <ActsStatus all={all} item={item} onGoOn={() => void goOn()} />
      {lapses <= now ? null : isOffer(proposal) ? (
        <p>
          <Link href={OFFERS_HREF}>Read what follows, and sign it there</Link>
        </p>
      ) : hasSigned ? (
        <p className="text-muted text-sm">This browser's key has signed it. The others sign with theirs.</p>
      ) : (
        <SignAs
          participant={office.participant}
          record={office.record}
          changesControl={false}
          action="Sign it"
          isBusy={isBusy}
          onSigner={(acting) => void act(acting, (scene) => planCosign(scene, statement))}
        />
      )}
    </li>
  );
}
