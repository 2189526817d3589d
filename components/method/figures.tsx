import { KeyValueList } from "#components/ui/key-value.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { ReliabilityBin } from "#lib/reputation/backtest/figures.ts";
import { shareText } from "./share-scale.ts";

/** A figure's name, its value, and what it says. */
export type FigureRow = readonly [name: string, value: string, says: string];

export const figureText = (value: number | null) => (value === null ? "none" : value.toFixed(4));

/** Figures of forecasts, and their reliability in groups of equal count. `of`: what is counted; `failed`: what came. */
export function Figures({
  rows,
  curve,
  of,
  failed,
}: {
  rows: readonly FigureRow[];
  curve: readonly ReliabilityBin[];
  of: string;
  failed: string;
}) {
  return (
    <div className="grid items-start gap-x-10 gap-y-5 lg:grid-cols-2">
      <KeyValueList
        items={rows.map(([key, value, says]) => ({
          key,
          value: (
            <>
              {value} <span className="text-muted text-sm">{says}</span>
            </>
          ),
        }))}
      />
      <Table caption="Reliability: announced against observed in groups of equal count" captionHidden={false} dense>
        <THead>
          <Th numeric>{of}</Th>
          <Th numeric>announced</Th>
          <Th numeric>{failed}</Th>
        </THead>
        <TBody>
          {curve.map((bin) => (
            <Tr key={bin.predicted}>
              <Td numeric label={of}>
                {bin.count.toLocaleString("en")}
              </Td>
              <Td numeric label="announced">
                {shareText(bin.predicted)}
              </Td>
              <Td numeric label={failed}>
                {shareText(bin.observed)}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </div>
  );
}
