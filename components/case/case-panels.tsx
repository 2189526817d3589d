import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { PanelView } from "#lib/contract/dispute.ts";
import { ATTRIBUTION_WORDS, CONFLICT_WORDS, FACT_WORDS, SEAT_WORDS } from "./dispute-words.ts";

/** Who was drawn, who was passed over and why, and, once they are revealed, how each voted with the reasons. */
export function CasePanels({ panels, now }: { panels: readonly PanelView[]; now: number }) {
  return (
    <div className="flex flex-col gap-4">
      {panels.map((panel) => (
        <OnePanel key={panel.round} panel={panel} isFirst={panel.round === 1} now={now} />
      ))}
    </div>
  );
}

function OnePanel({ panel, isFirst, now }: { panel: PanelView; isFirst: boolean; now: number }) {
  const { seats, skipped, round } = panel;
  const revealed = seats.filter(({ answers }) => answers !== null);
  return (
    <Panel
      level={3}
      title={isFirst ? "The first panel" : `Panel ${round}, on the appeal or reopening`}
      description={
        <>
          Drawn <TimeText at={Date.parse(panel.drawn_at)} now={now} /> in{" "}
          <Link href={`/log/entries/${panel.drawn_in}`}>entry {panel.drawn_in.toLocaleString("en")}</Link>
        </>
      }
    >
      {seats.length === 0 ? (
        <p>Nobody could sit: every reviewer is bound to one of the two sides, or away.</p>
      ) : (
        <Table caption={`Seats of panel ${round}`}>
          <THead>
            <Th>Reviewer</Th>
            <Th>Seat</Th>
            <Th>Vote</Th>
          </THead>
          <TBody>
            {seats.map((seat) => (
              <Tr key={seat.maintainer}>
                <Td head label="Reviewer">
                  <Reviewer did={seat.maintainer} name={seat.name} />
                </Td>
                <Td label="Seat">
                  {SEAT_WORDS[seat.state]}
                  {seat.open ? ", in for another: votes openly" : ""}
                </Td>
                <Td label="Vote">{voteText(seat)}</Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
      {revealed.length === 0 ? null : (
        <div className="mt-4 flex flex-col gap-4">
          {revealed.map((seat) => (
            <Vote key={seat.maintainer} seat={seat} />
          ))}
        </div>
      )}
      {skipped.length === 0 ? null : (
        <Details
          className="mt-4"
          summary={skipped.length === 1 ? "One was passed over" : `${skipped.length} were passed over`}
        >
          <ul className="flex flex-col gap-1">
            {skipped.map(({ maintainer, name, reason }) => (
              <li key={maintainer}>
                <Reviewer did={maintainer} name={name} />: {CONFLICT_WORDS[reason]}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Panel>
  );
}

function Reviewer({ did, name }: { did: string; name: string | null }) {
  return name === null ? (
    <HashText value={did} what="reviewer's DID" />
  ) : (
    <Link href={`/maintainers/${did}`}>
      <bdi>{name}</bdi>
    </Link>
  );
}

type Seat = PanelView["seats"][number];

/** A seat that is over without a vote has none to come. */
function voteText({ answers, has_voted: hasVoted, open, state }: Seat): string {
  if (answers !== null) return FACT_WORDS[answers.fact];
  if (hasVoted) return open ? "given" : "sealed";
  return state === "asked" || state === "accepted" ? "not yet" : "none";
}

function Vote({ seat: { name, maintainer, answers } }: { seat: Seat }) {
  if (answers === null) return null;
  const { fact, attribution, severity, abusive, reasons } = answers;
  const whose = attribution === null ? "" : `, ${ATTRIBUTION_WORDS[attribution]}`;
  const how = severity === null ? "" : `, ${severity}`;
  return (
    <div className="border-divider border-l-2 pl-3">
      <p className="font-medium">
        <Reviewer did={maintainer} name={name} />: {FACT_WORDS[fact]}
        {whose}
        {how}
        {abusive ? "; the report was made to harm" : ""}
      </p>
      {[reasons.fact, reasons.attribution, reasons.severity].map((reason, at) =>
        reason === null ? null : (
          <p
            key={at === 0 ? "fact" : at === 1 ? "attribution" : "severity"}
            className="mt-1 max-w-prose whitespace-pre-wrap"
          >
            <bdi>{reason}</bdi>
          </p>
        ),
      )}
    </div>
  );
}
