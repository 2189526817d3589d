import type { CaseView } from "#lib/contract/cases.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import type { RulingBody } from "#lib/statement/dispute-bodies.ts";
import { RulingSheet } from "./ruling-sheet.tsx";
import { type SheetEntry, SheetProof } from "./sheet-proof.tsx";

export type RulingPaperProps = {
  readonly one: CaseView;
  readonly ruling: RulingView;
  /** Undefined while nobody has recorded the ruling. */
  readonly reasons: RulingBody | undefined;
  readonly entries: readonly SheetEntry[];
  /** Whether there are more entries. */
  readonly isCut: boolean;
  /** The newest that the log signed. */
  readonly head: Checkpoint | undefined;
  /** Of this index, without a trailing slash. */
  readonly address: string;
  readonly origin: string;
};

/** A ruling as it is printed: its reasons, how to check it, and on every sheet of paper which case it is of. */
export function RulingPaper({ one, ruling, reasons, entries, isCut, head, address, origin }: RulingPaperProps) {
  return (
    <div className="flex flex-col gap-6">
      <style>{runningHeader(one.id, origin)}</style>
      <RulingSheet one={one} ruling={ruling} reasons={reasons} />
      <SheetProof id={one.id} address={address} origin={origin} entries={entries} isCut={isCut} head={head} />
    </div>
  );
}

/** In the margins of the paper. The names are put into style: both are of plain letters only. */
function runningHeader(id: string, origin: string): string {
  const plain = (text: string) => text.replaceAll(/[^\w./:-]/g, "");
  return `@page {
  size: A4;
  margin: 22mm 16mm 18mm;
  @top-left { content: "Ruling in ${plain(id)}"; font: 8pt sans-serif; }
  @top-right { content: "${plain(origin)}"; font: 8pt sans-serif; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; }
}`;
}
