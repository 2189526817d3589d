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
            {consent.signed.length === 0 ? null : (
              <>
                {" ("}
                {consent.signed.map((signer, nth) => (
                  <span key={signer}>
                    {nth === 0 ? "" : ", "}
                    <HashText value={signer} what="signer" />
                  </span>
                ))}
                )
              </>
            )}
            {state === "open" && consent.missing > 0 ? `, ${consent.missing} missing` : ""}.
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
