import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { DrawOf } from "#lib/contract/governance.ts";

const SEAT_WORDS: Readonly<Record<DrawOf["state"], string>> = {
  asked: "asked",
  accepted: "took the seat",
  declined: "declined",
  recused: "stood aside: bound to a side",
  "no-show": "left it empty",
  "not-cosigned": "voted alone, and no administrator signed it in time",
  removed: "removed as maintainer",
  conflicted: "lost it: bound to a side",
};

/** For which cases a maintainer was drawn, and what became of the seat. */
export function DrawTable({
  draws,
  now,
  caption = "Cases for which it was drawn",
}: {
  draws: readonly DrawOf[];
  now: number;
  caption?: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Case</Th>
        <Th>Panel</Th>
        <Th>Drawn</Th>
        <Th>Seat</Th>
      </THead>
      <TBody>
        {draws.map((draw) => (
          <Tr key={`${draw.case} ${draw.round}`}>
            <Td head>
              <Link look="quiet" href={`/cases/${draw.case}`} title={draw.case}>
                <code className="font-mono text-sm">{shorten(draw.case)}</code>
              </Link>
            </Td>
            <Td label="Panel">{draw.round === 1 ? "first" : `round ${draw.round}`}</Td>
            <Td label="Drawn">
              <TimeText at={Date.parse(draw.drawn_at)} now={now} />
            </Td>
            <Td label="Seat">{SEAT_WORDS[draw.state]}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
