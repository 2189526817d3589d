import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { DefinitionForm } from "#lib/state/forms.ts";

export type DefinitionRow = {
  readonly form: DefinitionForm;
  /** Its newest version is suspected: many are accused under it. */
  readonly suspected: boolean;
};

/** Definitions of an operator: what right answers are, and whether this index could run what they say. */
export function DefinitionList({
  rows,
  now,
  caption,
}: {
  rows: readonly DefinitionRow[];
  now: number;
  caption: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Definition</Th>
        <Th>Standing</Th>
        <Th>In force until</Th>
        <Th>Hash</Th>
      </THead>
      <TBody>
        {rows.map(({ form, suspected }) => {
          const [newest] = form.versions;
          return (
            <Tr key={form.id}>
              <Td head label="Definition">
                <Link look="quiet" href={`/definitions/${form.id}`}>
                  <bdi>{form.name}</bdi>
                </Link>
              </Td>
              <Td label="Standing">
                <DefinitionStanding form={form} suspected={suspected} />
              </Td>
              <Td label="In force until">
                {newest === undefined || form.withdrawn !== null ? (
                  "–"
                ) : (
                  <TimeText at={Date.parse(newest.validUntil)} now={now} />
                )}
              </Td>
              <Td label="Hash">
                {newest === undefined ? "–" : <HashText value={newest.hash} what="definition's hash" />}
              </Td>
            </Tr>
          );
        })}
      </TBody>
    </Table>
  );
}

/** Of its newest version, as this index found it. */
export function DefinitionStanding({ form, suspected }: DefinitionRow) {
  if (suspected) return <Badge tone="attention">suspected: cases under it wait</Badge>;
  if (form.withdrawn !== null) return <Badge>withdrawn</Badge>;
  const admission = form.versions[0]?.admission ?? null;
  if (admission === null) return <Badge tone="unknown">not tested yet</Badge>;
  return admission.outcome === "admitted" ? (
    <Badge tone="verified">tested and admitted</Badge>
  ) : (
    <Badge tone="failed">its own tests fail</Badge>
  );
}
