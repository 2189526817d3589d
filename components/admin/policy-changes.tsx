import { KeyValueList } from "#components/ui/key-value.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { type PolicyChange, policyChanges, policyNumbers } from "#lib/state/governance/policy-numbers.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import { hoursInDays, wordsOf } from "./policy-words.ts";

/** In which numbers two policies differ. */
export function PolicyChanges({ before, after, caption }: { before: Policy; after: Policy; caption: string }) {
  const changes = policyChanges(before, after);
  if (changes.length === 0) return <p className="text-muted">No number differs.</p>;
  return (
    <Table caption={caption}>
      <THead>
        <Th>what</Th>
        <Th>now</Th>
        <Th>then</Th>
      </THead>
      <TBody>
        {changes.map((change) => (
          <Tr key={change.path}>
            <Td head>{change.path === "peers" ? "Logs whose receipts count" : wordsOf(change.path).label}</Td>
            <Td label="now">{told(change, change.before)}</Td>
            <Td label="then">{told(change, change.after)}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** Every number, with what it counts. */
export function PolicyNumbers({ policy }: { policy: Policy }) {
  return (
    <KeyValueList
      items={policyNumbers(policy).map(({ path, value }) => ({
        key: path,
        label: wordsOf(path).label,
        value: told({ path }, String(value)),
      }))}
    />
  );
}

function told({ path }: Pick<PolicyChange, "path">, value: string): string {
  if (path === "peers") return value === "" ? "none" : value;
  const { unit } = wordsOf(path);
  return unit === "hours" ? hoursInDays(Number(value)) : `${Number(value).toLocaleString("en")} ${unit}`;
}
