import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import type { Names } from "#lib/contract/names.ts";
import { PartyName } from "./entry/entry-sentence.tsx";

/** Who has signed a proposal, how many are missing of whom, and until when they can. */
export function ProposalProgress({ proposal, names, now }: { proposal: ProposalStanding; names: Names; now: number }) {
  const { state, consents, lapses_at: lapsesAt, not_before: notBefore, carried_in: carriedIn } = proposal;
  return (
    <div className="flex flex-col gap-1.5">
      <ul className="flex flex-col gap-1">
        {consents.map((consent) => (
          <li key={consent.of}>
            <Whose of={consent.of} names={names} />: {consent.signed.length} of {consent.needed} signed
            {state === "open" && consent.missing > 0 ? `, ${consent.missing} missing` : ""}.
            {consent.signed.length === 0 ? null : (
              <span className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-sm">
                {consent.signed.map((signer) => (
                  <HashText key={signer} value={signer} what="signer" />
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p>
        {state === "carried" ? (
          <>
            It took effect
            {carriedIn === null ? "" : " in "}
            {carriedIn === null ? null : (
              <Link href={`/log/entries/${carriedIn}`}>entry {carriedIn.toLocaleString("en")}</Link>
            )}
            .
          </>
        ) : (
          <>
            {state === "lapsed" ? "It lapsed " : "They can sign until "}
            <TimeText at={Date.parse(lapsesAt)} precision="minute" />
            {state === "lapsed" ? " without the signatures that it needed." : "; then it lapses."}
          </>
        )}
        {state === "open" && notBefore !== null && Date.parse(notBefore) > now ? (
          <>
            {" "}
            The last signature counts from <TimeText at={Date.parse(notBefore)} precision="minute" /> on, so that an
            owner notices an offer that he did not make.
          </>
        ) : null}
      </p>
    </div>
  );
}

function Whose({ of, names }: { of: string; names: Names }) {
  if (of === "index-admins") return <span>The index’s administrators</span>;
  return <PartyName party={{ kind: "participant", did: of, name: names.participants[of] }} />;
}
