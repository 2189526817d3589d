import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Definition } from "#lib/statement/definition.ts";
import { resultWords } from "./definition-words.ts";

/** The tests that a definition brings: what is asked, and what it must say of the answer. */
export function TestList({ document, name }: { document: Definition; name: string }) {
  return (
    <Table caption={`Tests of ${name}`}>
      <THead>
        <Th>Test</Th>
        <Th>Request</Th>
        <Th>Must come out as</Th>
      </THead>
      <TBody>
        {document.tests.map((test) => (
          <Tr key={JSON.stringify(test)}>
            <Td head label="Test">
              <bdi>{test.name}</bdi>
            </Td>
            <Td label="Request">
              <code className="break-all font-mono text-sm">
                {test.exchanges[0]?.request.method} {test.exchanges[0]?.request.path}
              </code>
            </Td>
            <Td label="Must come out as">{resultWords(test.result)}</Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
