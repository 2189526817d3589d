import { RibbonDrawing } from "#components/lab/ribbon-drawing.tsx";
import { Details } from "#components/ui/details.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { RecordView } from "#lib/selection/record-view.ts";
import { type AgentIndex, agentSentence, percent, sharesOf, tablePoints } from "./agent-words.ts";

const [WIDE, NARROW] = [760, 340];

type Props = {
  readonly view: Pick<RecordView, "ids" | "ribbon" | "recorded">;
  /** In the order of the view's ids. */
  readonly indexes: readonly AgentIndex[];
};

/** How probably a demonstration's agent follows each index, from its first choice on. Drawn by the server, in two widths. */
export function AgentFigure({ view, indexes }: Props) {
  const { ribbon, recorded } = view;
  const layers = indexes.map(({ name }, at) => ({ name, shares: sharesOf(view, at) }));
  const drawing = (width: number) => (
    <RibbonDrawing ribbon={{ ...ribbon, layers }} last={recorded} axis="linear" readRound={undefined} width={width} />
  );
  return (
    <figure aria-label="Whom the agent follows" className="min-w-0 rounded-lg border border-divider px-4 py-3">
      <figcaption className="mb-2">{agentSentence(view, indexes)}</figcaption>
      <div className="max-w-190 max-sm:hidden">{drawing(WIDE)}</div>
      <div className="sm:hidden">{drawing(NARROW)}</div>
      <p className="mt-2 text-muted text-sm">
        From the bottom: {indexes.map(({ name }) => name).join(", then ")}. Along the bottom, {recorded} choices.
      </p>
      <Details summary="As a table" className="mt-2">
        <ShareTable view={view} indexes={indexes} />
      </Details>
    </figure>
  );
}

function ShareTable({ view, indexes }: Props) {
  const shares = indexes.map((_, at) => sharesOf(view, at));
  return (
    <Table caption="How probably each index is followed" dense>
      <THead>
        <Th numeric>Choice</Th>
        {indexes.map(({ name }) => (
          <Th key={name} numeric>
            {name}
          </Th>
        ))}
        <Th numeric>Providers named</Th>
      </THead>
      <TBody>
        {tablePoints(view.ribbon).map((at) => (
          <Tr key={at}>
            <Td label="Choice" head numeric>
              {view.ribbon.rounds[at]}
            </Td>
            {indexes.map(({ name }, index) => (
              <Td key={name} label={name} numeric>
                {percent(shares[index]?.[at] ?? 0)}
              </Td>
            ))}
            <Td label="Providers named" numeric>
              {view.ribbon.distinct[at]}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
