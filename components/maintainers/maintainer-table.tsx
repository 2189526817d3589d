import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { StaleChip } from "#components/ui/stale-chip.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { MaintainerView } from "#lib/contract/governance.ts";
import { STATE_WORDS, seatsSentence } from "./maintainer-words.ts";

export type MaintainerRow = Pick<
  MaintainerView,
  "did" | "name" | "state" | "appointed" | "accepted" | "removed" | "interests" | "seats"
>;

/** Who decides cases here: since when, for whom, by how fresh a word, and how it kept its seats. */
export function MaintainerTable({
  maintainers,
  now,
  caption,
}: {
  maintainers: readonly MaintainerRow[];
  now: number;
  caption: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Maintainer</Th>
        <Th>Organisation</Th>
        <Th>Since</Th>
        <Th>Interests</Th>
        <Th>Seats</Th>
        <Th>State</Th>
      </THead>
      <TBody>
        {maintainers.map((one) => (
          <Tr key={one.did}>
            <Td head label="Maintainer">
              <MaintainerName {...one} />
            </Td>
            <Td label="Organisation">
              {one.interests?.organisation == null ? (
                <span className="text-muted">none stated</span>
              ) : (
                <bdi>{one.interests.organisation}</bdi>
              )}
            </Td>
            <Td label="Since">
              <Since {...one} />
            </Td>
            <Td label="Interests">
              <InterestsAge interests={one.interests} now={now} />
            </Td>
            <Td label="Seats">{seatsSentence(one.seats)}</Td>
            <Td label="State">
              <Badge tone={STATE_WORDS[one.state].tone}>{STATE_WORDS[one.state].name}</Badge>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

export function MaintainerName({ did, name }: Pick<MaintainerView, "did" | "name">) {
  return (
    <Link look="name" href={`/maintainers/${did}`} title={did}>
      {name === null ? <code className="font-mono text-sm">{shorten(did)}</code> : <bdi>{name}</bdi>}
    </Link>
  );
}

function Since({ accepted, removed }: MaintainerRow) {
  if (accepted === null) return <span className="text-muted">not accepted</span>;
  return (
    <>
      <TimeText at={Date.parse(accepted.at)} precision="day" />
      {removed === null ? null : (
        <>
          {" "}
          to <TimeText at={Date.parse(removed.at)} precision="day" />
        </>
      )}
    </>
  );
}

/** When they were stated, and whether anybody is still drawn by them. */
export function InterestsAge({ interests, now }: { interests: MaintainerView["interests"]; now: number }) {
  if (interests === null) return <span className="text-muted">none stated</span>;
  const at = Date.parse(interests.at);
  if (now >= Date.parse(interests.stale_from)) return <StaleChip at={at} now={now} what="Interests" />;
  return (
    <>
      Stated <TimeText at={at} now={now} />
    </>
  );
}
