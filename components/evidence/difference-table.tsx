import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Difference } from "#lib/evidence/definition/difference.ts";
import { shown } from "#lib/evidence/words/result.ts";
import type { JsonValue } from "#lib/kernel/json.ts";

const MOST_ROWS = 20;

/** Where two JSON bodies differ, leaf by leaf. `right` names the second side. */
export function DifferenceTable({ leaves, right }: { leaves: readonly Difference[]; right: string }) {
  return (
    <div className="flex flex-col gap-1">
      <Table caption="Where they differ" dense>
        <THead>
          <Th>Place</Th>
          <Th>It answered</Th>
          <Th>{right}</Th>
        </THead>
        <TBody>
          {leaves.slice(0, MOST_ROWS).map(({ path, left, right: other }) => (
            <Tr key={path.join("\u0000")}>
              <Td label="Place">
                <Value text={path.length === 0 ? "the whole answer" : path.map(shown).join(" › ")} />
              </Td>
              <Td label="It answered">
                <Leaf value={left} />
              </Td>
              <Td label={right}>
                <Leaf value={other} />
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
      {leaves.length > MOST_ROWS ? (
        <p className="text-muted text-sm">
          {leaves.length === 100 ? "At least 100 places differ" : `${leaves.length} places differ`}; the first{" "}
          {MOST_ROWS} are shown.
        </p>
      ) : null}
    </div>
  );
}

function Leaf({ value }: { value: JsonValue | undefined }) {
  if (value === undefined) return <span className="text-muted">nothing there</span>;
  return <Value text={shown(typeof value === "string" ? value : JSON.stringify(value))} isStrong />;
}

function Value({ text, isStrong = false }: { text: string; isStrong?: boolean }) {
  return <bdi className={`break-all font-mono text-sm ${isStrong ? "font-semibold" : ""}`}>{text}</bdi>;
}
