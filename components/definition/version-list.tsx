import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import type { DefinitionForm, DefinitionVersion } from "#lib/state/forms.ts";
import { ADMISSION_WORDS, type WindowState, windowStateAt } from "./definition-words.ts";

const WINDOW_WORDS: Readonly<Record<WindowState, string>> = {
  coming: "not in force yet",
  "in force": "in force",
  grace: "ended; late answers are still right",
  ended: "ended",
};

/** Every version that the index keeps, newest first: its window, and what came out of its own tests. */
export function VersionList({ form, now }: { form: DefinitionForm; now: Instant }) {
  return (
    <Table caption={`Versions of ${form.name}, newest first`}>
      <THead>
        <Th>Published</Th>
        <Th>From</Th>
        <Th>Until</Th>
        <Th>Its own tests</Th>
        <Th>Hash</Th>
      </THead>
      <TBody>
        {form.versions.map((version) => (
          <Tr key={version.hash}>
            <Td head label="Published">
              <Link look="quiet" href={`/log/entries/${version.entry}`}>
                Entry {version.entry.toLocaleString("en")}
              </Link>
              <span className="block font-normal text-muted text-sm">
                {form.withdrawn === null ? WINDOW_WORDS[windowStateAt(version, now)] : "withdrawn"}
              </span>
            </Td>
            <Td label="From">
              <TimeText at={Date.parse(version.validFrom)} precision="minute" />
            </Td>
            <Td label="Until">
              <TimeText at={Date.parse(version.validUntil)} precision="minute" />
            </Td>
            <Td label="Its own tests">
              <AdmissionState admission={version.admission} />
            </Td>
            <Td label="Hash">
              <HashText value={version.hash} what="version's hash" />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function AdmissionState({ admission }: Pick<DefinitionVersion, "admission">) {
  if (admission === null) return <Badge tone="unknown">not run here yet</Badge>;
  if (admission.outcome === "admitted") return <Badge tone="verified">pass here</Badge>;
  return (
    <>
      <Badge tone="failed">fail here</Badge>
      {admission.failed === null ? null : (
        <span className="block text-muted text-sm">{ADMISSION_WORDS[admission.failed]}</span>
      )}
    </>
  );
}
