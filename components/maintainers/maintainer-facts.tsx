import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { MaintainerView } from "#lib/contract/governance.ts";
import { seatsSentence } from "./maintainer-words.ts";

type Shown = Pick<
  MaintainerView,
  "did" | "appointed" | "accepted" | "removed" | "interests" | "resting_until" | "seats"
>;

/** Since when, by which entries, and what became of its seats. */
export function MaintainerFacts({ maintainer, now }: { maintainer: Shown; now: number }) {
  const { did, appointed, accepted, removed, interests, resting_until: resting, seats } = maintainer;
  return (
    <KeyValueList
      items={[
        { key: "Key", value: <HashText value={did} what="did:key" /> },
        { key: "Appointed", value: <Act act={appointed} /> },
        { key: "Accepted", value: accepted === null ? "Not yet" : <Act act={accepted} /> },
        ...(removed === null ? [] : [{ key: "Removed", value: <Act act={removed} /> }]),
        ...(interests === null
          ? []
          : [
              { key: "Interests stated", value: <Act act={interests} /> },
              {
                key: "stale",
                label: now >= Date.parse(interests.stale_from) ? "Stale since" : "Stale from",
                value: <TimeText at={Date.parse(interests.stale_from)} precision="day" />,
              },
            ]),
        ...(resting === null || now >= Date.parse(resting)
          ? []
          : [{ key: "Not drawn before", value: <TimeText at={Date.parse(resting)} precision="day" /> }]),
        { key: "Seats", value: seatsSentence(seats) },
        ...(seats.voted === 0
          ? []
          : [{ key: "Against the majority", value: `${seats.dissented} of ${seats.voted} votes` }]),
      ]}
    />
  );
}

function Act({ act: { at, entry } }: { act: { readonly at: string; readonly entry: number } }) {
  return (
    <>
      <TimeText at={Date.parse(at)} precision="day" />,{" "}
      <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
    </>
  );
}
