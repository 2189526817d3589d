import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { AnnouncedModel, ModelForm } from "#lib/state/governance/model-forms.ts";

/** An announced model with the first instant (ms UTC) at which it may be put in force. */
export type ComingModel = AnnouncedModel & { readonly activeFromMs: number };

/** Models that were announced and that were in force: how the rules changed, apart from how the world did. */
export function ModelLife({ coming, history }: { coming: readonly ComingModel[]; history: ModelForm["history"] }) {
  return (
    <div className="flex flex-col gap-5">
      {coming.length === 0 ? (
        <p>No other model is announced.</p>
      ) : (
        <Table caption="Announced, not in force yet" captionHidden={false}>
          <THead>
            <Th>model</Th>
            <Th>SHA-256</Th>
            <Th>at the earliest</Th>
            <Th>file, and who would move</Th>
          </THead>
          <TBody>
            {coming.map(({ model, hash, entry, activeFromMs }) => (
              <Tr key={hash}>
                <Td head>{model}</Td>
                <Td label="SHA-256">
                  <HashText value={hash} />
                </Td>
                <Td label="at the earliest">
                  <TimeText at={activeFromMs} precision="minute" />
                </Td>
                <Td label="file, and who would move">
                  <Link href={`/log/entries/${entry}`}>parts of entry {entry.toLocaleString("en")}</Link>
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
      {history.length === 0 ? null : (
        <Table caption="Models in force, newest first" captionHidden={false}>
          <THead>
            <Th>from</Th>
            <Th>SHA-256</Th>
            <Th>by</Th>
          </THead>
          <TBody>
            {history.toReversed().map(({ hash, entry, at }) => (
              <Tr key={entry}>
                <Td head>
                  <TimeText at={Date.parse(at)} precision="minute" />
                </Td>
                <Td label="SHA-256">
                  <HashText value={hash} />
                </Td>
                <Td label="by">
                  <Link href={`/log/entries/${entry}`}>
                    {entry === 0 ? "the first entry" : `entry ${entry.toLocaleString("en")}`}
                  </Link>
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      )}
    </div>
  );
}
