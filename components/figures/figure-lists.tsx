import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";
import { shareText, spanText } from "./figure-words.ts";

const count = (value: number) => value.toLocaleString("en");

/** How long each step took, for half of all and for nine of ten. */
export function WaitTable({
  waits,
  caption = "How long cases take, from the report on",
}: Pick<CaseFiguresView, "waits"> & { caption?: string }) {
  const rows = [
    ["until the operator answers", waits.answer],
    ["until a decision", waits.ruling],
    ["until it is final", waits.final],
  ] as const;
  return (
    <Table caption={caption}>
      <THead>
        <Th>From the report</Th>
        <Th numeric>Half within</Th>
        <Th numeric>9 of 10 within</Th>
        <Th numeric>Of</Th>
      </THead>
      <TBody>
        {rows.map(([words, wait]) => (
          <Tr key={words}>
            <Td head label="From the report">
              {words}
            </Td>
            <Td numeric label="Half within">
              {spanText(wait.median_hours)}
            </Td>
            <Td numeric label="9 of 10 within">
              {spanText(wait.p90_hours)}
            </Td>
            <Td numeric label="Of">
              {count(wait.count)}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** Whose clocks were kept: the index's own stand first. */
export function ClockTable({
  clocks,
  caption = "Clocks kept and missed",
}: Pick<CaseFiguresView, "clocks"> & { caption?: string }) {
  const rows = [
    ["this index: a first result within its promise", clocks.index],
    ["operators: an answer in time", clocks.operators],
    ["maintainers: a vote, once a seat was taken", clocks.maintainers],
  ] as const;
  return (
    <Table caption={caption}>
      <THead>
        <Th>Whose clock</Th>
        <Th numeric>Kept</Th>
        <Th numeric>Missed</Th>
        <Th numeric>Share kept</Th>
      </THead>
      <TBody>
        {rows.map(([words, { kept, missed }]) => (
          <Tr key={words}>
            <Td head label="Whose clock">
              {words}
            </Td>
            <Td numeric label="Kept">
              {count(kept)}
            </Td>
            <Td numeric label="Missed">
              {count(missed)}
            </Td>
            <Td numeric label="Share kept">
              {shareText(kept, kept + missed)}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

export function SeatTable({
  maintainers,
  caption = "What maintainers did with the seats that they were drawn for",
}: Pick<CaseFiguresView, "maintainers"> & { caption?: string }) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Maintainer</Th>
        <Th numeric>Asked</Th>
        <Th numeric>Declined or recused</Th>
        <Th numeric>No-show</Th>
        <Th numeric>Votes counted</Th>
        <Th numeric>Dissent</Th>
      </THead>
      <TBody>
        {maintainers.map((one) => (
          <Tr key={one.did}>
            <Td head label="Maintainer">
              <Link href={`/maintainers/${one.did}`}>
                <Name did={one.did} name={one.name} />
              </Link>
            </Td>
            <Td numeric label="Asked">
              {count(one.asked)}
            </Td>
            <Td numeric label="Declined or recused">
              {count(one.declined + one.recused)}
            </Td>
            <Td numeric label="No-show">
              {count(one.no_show)}
            </Td>
            <Td numeric label="Votes counted">
              {count(one.counted)}
            </Td>
            <Td numeric label="Dissent">
              {count(one.dissenting)}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** Of operators, or of those who report: the same columns, since the same is asked of both. */
export function PartyTable({
  rows,
  who,
  caption,
}: {
  rows: CaseFiguresView["operators"];
  who: string;
  caption: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>{who}</Th>
        <Th numeric>Cases</Th>
        <Th numeric>Contested</Th>
        <Th numeric>Admitted</Th>
        <Th numeric>No answer</Th>
        <Th numeric>Upheld</Th>
        <Th numeric>Cleared</Th>
        <Th numeric>Overturned</Th>
        <Th numeric>Open</Th>
      </THead>
      <TBody>
        {rows.map((one) => (
          <Tr key={one.did}>
            <Td head label={who}>
              <Name did={one.did} name={one.name} />
            </Td>
            {(["cases", "contested", "admitted", "silent", "upheld", "cleared", "overturned", "open"] as const).map(
              (member) => (
                <Td key={member} numeric label={COLUMN[member]}>
                  {count(one[member])}
                  {member === "cleared" && one.abusive > 0 ? <Aside>{count(one.abusive)} made to harm</Aside> : null}
                </Td>
              ),
            )}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

const COLUMN = {
  cases: "Cases",
  contested: "Contested",
  admitted: "Admitted",
  silent: "No answer",
  upheld: "Upheld",
  cleared: "Cleared",
  overturned: "Overturned",
  open: "Open",
} as const;

function Aside({ children }: { children: ReactNode }) {
  return <span className="block text-muted text-sm">{children}</span>;
}

/** Names are claims: a key without one is shown by its end. */
function Name({ did, name }: { did: string; name: string | null }) {
  return name === null ? <span className="font-mono text-sm">{shorten(did)}</span> : <bdi>{name}</bdi>;
}
