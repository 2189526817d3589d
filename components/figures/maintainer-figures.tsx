import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";
import { shareText } from "./figure-words.ts";

type Seats = CaseFiguresView["seats"];

/** What one maintainer did with its seats, and all of them with theirs: counts with their share, never a rank. */
export function MaintainerFigures({ own, all }: { own: Seats; all: Seats }) {
  return (
    <Table caption="Seats and votes of this maintainer, and of all">
      <THead>
        <Th>What</Th>
        <Th numeric>This maintainer</Th>
        <Th numeric>All maintainers</Th>
      </THead>
      <TBody>
        {ROWS.map(({ name, count, of }) => (
          <Tr key={name}>
            <Td head>{name}</Td>
            <Td numeric label="This maintainer">
              {text(count(own), of(own))}
            </Td>
            <Td numeric label="All maintainers">
              {text(count(all), of(all))}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

type Row = { readonly name: string; readonly count: (seats: Seats) => number; readonly of: (seats: Seats) => number };

const ROWS: readonly Row[] = [
  { name: "Seats taken, of those asked", count: ({ accepted }) => accepted, of: ({ asked }) => asked },
  {
    name: "Declined or stepped aside, of those asked",
    count: ({ declined, recused }) => declined + recused,
    of: ({ asked }) => asked,
  },
  { name: "No vote in time, of those asked", count: ({ no_show: missed }) => missed, of: ({ asked }) => asked },
  { name: "Taken out by the log, of those asked", count: ({ barred }) => barred, of: ({ asked }) => asked },
  {
    name: "Votes that the ruling did not follow, of those counted",
    count: ({ dissenting }) => dissenting,
    of: ({ counted }) => counted,
  },
];

function text(count: number, of: number): string {
  return of === 0
    ? "none yet"
    : `${count.toLocaleString("en")} of ${of.toLocaleString("en")} (${shareText(count, of)})`;
}
