import { caseNoun } from "#components/log/entry/entry-words.ts";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { base64Encode } from "#lib/kernel/base.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { Facts, Part, Whole } from "./sheet-parts.tsx";

/** An entry about the case. `hash`: of its statement, hex. */
export type SheetEntry = { readonly index: number; readonly kind: string; readonly hash: string };

/** How whoever holds the paper checks it: where it stands, under which head, and each entry by its whole hash. */
export function SheetProof({
  id,
  address,
  origin,
  entries,
  isCut,
  head,
}: {
  id: string;
  /** Of this index, without a trailing slash. */
  address: string;
  origin: string;
  entries: readonly SheetEntry[];
  isCut: boolean;
  head: Checkpoint | undefined;
}) {
  const link = `${address}/cases/${id}`;
  return (
    <Part title="How to check this paper">
      <p>
        It says what this index says, and proves nothing by itself. Every line of it follows from entries of a log that
        nobody can change unseen. Compare them there, or recompute all of it:{" "}
        <code className="wrap-anywhere font-mono text-sm">touchstone audit {address}</code>
      </p>
      <Facts
        rows={[
          [
            "Check it at",
            <a key="link" href={link} className="break-all underline" data-bare>
              {link}
            </a>,
          ],
          [
            "All as one file",
            <span key="file" className="break-all">
              {address}/api/v1/cases/{id}/file
            </span>,
          ],
          ["Log", origin],
          ...(head === undefined
            ? []
            : ([
                ["Signed head", `${head.size.toLocaleString("en")} entries`],
                ["Its root hash", <Whole key="root" text={base64Encode(head.root)} />],
              ] as const)),
        ]}
      />
      <Table caption="Entries of the log about this case" captionHidden={false} cards={false} dense>
        <THead>
          <Th numeric>Entry</Th>
          <Th>What</Th>
          <Th>SHA-256 of the statement</Th>
        </THead>
        <TBody>
          {entries.map(({ index, kind, hash }) => (
            <Tr key={index}>
              <Td numeric>{index}</Td>
              <Td>{caseNoun(kind)}</Td>
              <Td>
                <Whole text={hash} />
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {isCut ? <p>There are more; the log has them all.</p> : null}
    </Part>
  );
}
