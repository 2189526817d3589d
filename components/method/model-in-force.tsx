import { Alert } from "#components/ui/alert.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ActivatedModel } from "#lib/state/governance/model-forms.ts";

/** What this page prints: the model in force, or the one that this software brings along. */
export type PrintedModel = {
  readonly name: string;
  readonly hash: string;
  /** Size of its file in bytes. */
  readonly bytes: number;
  /** Null: no model is in force here. */
  readonly active: ActivatedModel | null;
};

export function ModelInForce({ name, hash, bytes, active }: PrintedModel) {
  const isPrinted = active?.hash === hash;
  return (
    <div className="flex flex-col gap-4">
      {active === null ? (
        <Alert tone="attention" title="No model of marks is in force in this index">
          Its administrators have put none in force, so that nobody is rated here. What follows is the model that this
          software brings along.
        </Alert>
      ) : isPrinted ? null : (
        <Alert tone="attention" title="This software does not know the model that is in force">
          It is named by <HashText value={active.hash} />, and computed by newer software. What follows is another
          model.
        </Alert>
      )}
      <KeyValueList
        items={[
          { key: "Name", value: name },
          {
            key: "File",
            value: (
              <>
                <a
                  href={`/api/v1/model/${hash}`}
                  download={`${name}.json`}
                  className="text-link underline underline-offset-2"
                >
                  {name}.json
                </a>
                , {bytes.toLocaleString("en")} bytes of canonical JSON: every constant and every table
              </>
            ),
          },
          { key: "SHA-256 of the file", value: <HashText value={hash} /> },
          ...(active === null || !isPrinted
            ? []
            : [
                {
                  key: "In force since",
                  value: (
                    <>
                      <TimeText at={Date.parse(active.at)} precision="minute" />,{" "}
                      <Link href={`/log/entries/${active.entry}`}>entry {active.entry.toLocaleString("en")}</Link>
                    </>
                  ),
                },
              ]),
        ]}
      />
    </div>
  );
}
