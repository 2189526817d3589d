import { EntryItem } from "#components/log/entry/entry-item.tsx";
import { DefinitionStanding } from "#components/provider/definition-list.tsx";
import { FileItem } from "#components/ui/file-item.tsx";
import { formatSpan } from "#components/ui/format-time.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { DefinitionVersionView } from "#lib/contract/definitions.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";

type AsideProps = {
  readonly form: DefinitionForm;
  readonly suspected: boolean;
  readonly accused: number;
  readonly publisherName: string | undefined;
  readonly version: DefinitionVersionView;
  readonly now: number;
};

/** Where it stands, who published it, what to take along, and the entries behind it. */
export function DefinitionAside({ form, suspected, accused, publisherName, version, now }: AsideProps) {
  const [newest] = form.versions;
  return (
    <div className="flex flex-col gap-5">
      <Panel title="Standing">
        <KeyValueList
          items={[
            { key: "Newest version", value: <DefinitionStanding form={form} suspected={suspected} /> },
            {
              key: "Accused under it",
              value: accused === 1 ? "1 provider" : `${accused.toLocaleString("en")} providers`,
            },
            ...(newest === undefined || form.withdrawn !== null
              ? []
              : [
                  {
                    key: "Until",
                    value: <TimeText at={Date.parse(newest.validUntil)} now={now} show="both" precision="day" />,
                  },
                  {
                    key: "Late answers",
                    value:
                      newest.graceSeconds === 0
                        ? "not judged by it"
                        : `judged by it for ${formatSpan(newest.graceSeconds * 1_000)} more`,
                  },
                ]),
            {
              key: "Published by",
              value: (
                <>
                  {publisherName === undefined ? null : <bdi className="block">{publisherName}</bdi>}
                  <HashText value={form.publisher} what="publisher" />
                </>
              ),
            },
          ]}
        />
      </Panel>
      <Panel title="Take it with you">
        <ul className="flex flex-col gap-1.5">
          {version.code === null ? null : (
            <FileItem
              href={`/api/v1/parts/${version.code.commit}`}
              note={`${version.code.bytes.toLocaleString("en")} bytes`}
            >
              Its code
            </FileItem>
          )}
          {version.state === null ? null : (
            <FileItem
              href={`/api/v1/parts/${version.state.commit}`}
              note={`${version.state.bytes.toLocaleString("en")} bytes`}
            >
              What its code looks up
            </FileItem>
          )}
          <FileItem href={`/api/v1/definitions/${form.id}/versions/${version.hash}`} note="the newest version, as JSON">
            The document
          </FileItem>
          <FileItem href={`/api/v1/definitions/${form.id}`} note="as JSON, with the digest that an audit compares">
            The definition
          </FileItem>
        </ul>
        <p className="mt-3 text-muted text-sm">
          <code className="break-all font-mono">touchstone definition check {form.id}</code> runs its tests on your own
          machine.
        </p>
      </Panel>
      <Panel title="In the log">
        <ul className="flex flex-col gap-1">
          {form.withdrawn === null ? null : <EntryItem index={form.withdrawn.entry}>the withdrawal</EntryItem>}
          {form.versions.map(({ hash, entry, admission }, at) => (
            <li key={hash}>
              <ul className="flex flex-col gap-1">
                {admission === null ? null : (
                  <EntryItem index={admission.entry}>
                    what came out of the tests{at === 0 ? "" : " of that one"}
                  </EntryItem>
                )}
                <EntryItem index={entry}>{at === 0 ? "the newest version" : "an earlier version"}</EntryItem>
              </ul>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
