import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Admission } from "#lib/evidence/definition/admission.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { ADMISSION_WORDS, resultWords } from "./definition-words.ts";

/** What came out of a definition's own tests here: the sentence, then each test. */
export function TestOutcomes({
  admission: { admitted, checks, failed, outcomes },
  definition,
  name,
}: {
  admission: Admission;
  definition: Definition;
  name: string;
}) {
  const fault = checks.find(({ name: check }) => check === failed);
  const runs = outcomes[0]?.runs.flat().length ?? 0;
  return (
    <div className="flex flex-col gap-3">
      {admitted ? (
        <Alert live tone="verified" title="Its own tests come out as it says.">
          {runs === 0 ? "No code decides them." : `Each ran ${runs} times in this browser, always alike.`}
        </Alert>
      ) : (
        <Alert
          live
          tone="failed"
          title={`An index would refuse it: ${failed === undefined ? "" : ADMISSION_WORDS[failed]}.`}
        >
          <bdi>{fault?.detail}</bdi>
        </Alert>
      )}
      <Table caption={`Tests of ${name}`}>
        <THead>
          <Th>Test</Th>
          <Th>Must come out as</Th>
          <Th>Came out here as</Th>
          <Th numeric>Steps</Th>
        </THead>
        <TBody>
          {definition.tests.map(({ name: test, result }, at) => {
            const outcome = outcomes[at];
            return (
              <Tr key={JSON.stringify(definition.tests[at])}>
                <Td head label="Test">
                  <bdi>{test}</bdi>
                </Td>
                <Td label="Must come out as">{resultWords(result)}</Td>
                <Td label="Came out here as">
                  {outcome === undefined ? (
                    <Badge tone="unknown">not run</Badge>
                  ) : (
                    <Badge tone={outcome.seen === result ? "verified" : "failed"}>{resultWords(outcome.seen)}</Badge>
                  )}
                </Td>
                <Td numeric label="Steps">
                  {outcome?.runs[0]?.[0]?.ticks.toLocaleString("en") ?? "none"}
                </Td>
              </Tr>
            );
          })}
        </TBody>
      </Table>
    </div>
  );
}
