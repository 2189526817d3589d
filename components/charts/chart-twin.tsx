import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Cell } from "#lib/contract/csv.ts";

export type TableTwin = {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** Without `.csv`. */
  fileName: string;
};

/** The numbers of a drawing as a table. */
export default function Twin({ title, twin }: { title: string; twin: TableTwin }) {
  return (
    <Table caption={title} dense cards={false} className="max-h-80 overflow-y-auto">
      <THead>
        {twin.columns.map((column, position) => (
          <Th key={column} numeric={typeof twin.rows[0]?.[position] === "number"}>
            {column}
          </Th>
        ))}
      </THead>
      <TBody>
        {twin.rows.map((row) => (
          <Tr key={row.join("|")}>
            {row.map((cell, position) => (
              <Td key={twin.columns[position]} head={position === 0} numeric={typeof cell === "number"}>
                {cell ?? "no value"}
              </Td>
            ))}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
