"use client";
import { useState } from "react";
import { FileChoice } from "#components/keys/file-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { composerHref } from "#lib/client/operator/hrefs.ts";
import type { BatchWords } from "#lib/disclosure/ledger-digest/batch-body.ts";
import { parseSeriesText } from "#lib/disclosure/ledger-digest/series-text.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { LEDGERS, type Ledger } from "#lib/statement/ledger/point.ts";
import type { ImportPanelState } from "./import-outcome.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { LEDGER_WORDS } from "./series-words.ts";

export type ImportPanelProps = {
  providers: readonly ProviderForm[];
  /** Id of the one that the form begins with. */
  first: string;
  /** Whether a key that may sign for them is in this browser. */
  canSign: boolean;
  state: ImportPanelState;
  onRead: (text: string, provider: ProviderForm, words: BatchWords) => void;
  onSend: (provider: ProviderForm, words: BatchWords) => void;
  onReset: () => void;
};

const KEY_HELP: Readonly<Record<Ledger, string | undefined>> = {
  "azure-sql": undefined,
  immudb: "The server's public key, base64, if it signs its states.",
  tlog: "The log's verifier key: name+id+base64.",
};
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** Paste or choose digests, see which rows are good, sign them. Nothing is sent before the rows were shown. */
export function ImportPanel({ providers, first, canSign, state, onRead, onSend, onReset }: ImportPanelProps) {
  const [providerId, setProvider] = useState<string>(first);
  const [ledger, setLedger] = useState<Ledger>("azure-sql");
  const [path, setPath] = useState("");
  const [signedBy, setSignedBy] = useState("");
  const [cadence, setCadence] = useState("");
  const [text, setText] = useState("");
  const [isTooLarge, setTooLarge] = useState(false);
  const [isTried, setTried] = useState(false);
  const provider = providers.find(({ id }) => id === providerId);
  const series = parseSeriesText(path, ledger);
  const minutes = cadence === "" ? undefined : Number(cadence);
  const isCadenceWrong = minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= 44_640);
  const words: BatchWords | undefined =
    series === undefined || isCadenceWrong
      ? undefined
      : { series, cadenceMinutes: minutes, ...(signedBy.trim() !== "" && { signedBy: signedBy.trim() }) };
  const isBusy = state.phase === "reading" || state.phase === "sending";
  const read = () => {
    setTried(true);
    if (provider !== undefined && words !== undefined && text.trim() !== "") onRead(text, provider, words);
  };
  // What was checked is not what stands in the fields any more.
  const edit =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      if (state.phase !== "idle") onReset();
    };

  return (
    <div className="grid items-start gap-6 lg:grid-cols-12">
      <form
        className="flex min-w-0 flex-col gap-5 lg:col-span-7"
        onSubmit={(event) => {
          event.preventDefault();
          read();
        }}
      >
        <fieldset disabled={isBusy} className="flex min-w-0 flex-col gap-5">
          <legend className="sr-only">Digests to publish</legend>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field label="Provider" required>
              <Select value={providerId} onChange={(event) => edit(setProvider)(event.target.value)}>
                {providers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Ledger" required>
              <Select value={ledger} onChange={(event) => edit(setLedger)(event.target.value as Ledger)}>
                {LEDGERS.map((name) => (
                  <option key={name} value={name}>
                    {LEDGER_WORDS[name]}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <Field
            label="Which database"
            required
            help="Server, database and creation time with slashes between, as in the path under which Azure stores its digests. A restored database has another creation time."
            error={
              isTried && series === undefined
                ? "Write it as server/database/2026-01-31T09:00:00.0000000: seven digits, no zone."
                : undefined
            }
          >
            <Input
              value={path}
              onChange={(event) => edit(setPath)(event.target.value)}
              placeholder="server/database/2026-01-31T09:00:00.0000000"
              spellCheck={false}
            />
          </Field>
          {KEY_HELP[ledger] === undefined ? null : (
            <Field label="Key of the ledger" optional={ledger === "immudb"} help={KEY_HELP[ledger]}>
              <Input value={signedBy} onChange={(event) => edit(setSignedBy)(event.target.value)} spellCheck={false} />
            </Field>
          )}
          <Field
            label="A digest every"
            optional
            hint="minutes"
            help="Once declared, readers see every silence longer than twice that, for ever."
            error={isCadenceWrong ? "A whole number of minutes, at most 44,640." : undefined}
          >
            <Input inputMode="numeric" value={cadence} onChange={(event) => edit(setCadence)(event.target.value)} />
          </Field>
          <div className="flex flex-col gap-2">
            <Field
              label="Digests"
              required
              help="One, a JSON array, or one after the other. They are published exactly as they are here."
              error={
                isTooLarge
                  ? "This file has more than 64 MiB: cut it in two."
                  : isTried && text.trim() === ""
                    ? "Paste digests, or choose a file."
                    : undefined
              }
            >
              {text.length > 200_000 ? (
                <Input readOnly value={`A file of ${text.length.toLocaleString("en")} characters`} />
              ) : (
                <Textarea
                  mono
                  rows={8}
                  className="max-h-80"
                  value={text}
                  onChange={(event) => edit(setText)(event.target.value)}
                />
              )}
            </Field>
            <div className="flex flex-wrap gap-4">
              <FileChoice
                label="Choose a file"
                maxBytes={LARGEST_FILE_BYTES}
                onText={(content) => {
                  setTooLarge(false);
                  edit(setText)(content);
                }}
                onTooLarge={() => setTooLarge(true)}
              />
              {text === "" ? null : (
                <Button size="sm" variant="quiet" onClick={() => edit(setText)("")}>
                  Empty
                </Button>
              )}
            </div>
          </div>
          <div>
            <Button type="submit" variant={state.phase === "planned" ? "secondary" : "primary"}>
              Check the rows
            </Button>
          </div>
        </fieldset>
      </form>
      <div className="flex min-w-0 flex-col gap-5 lg:col-span-5">
        <ImportOutcome
          state={state}
          canSign={canSign}
          seriesHref={provider === undefined ? undefined : `/providers/${provider.id}#digests`}
          onSend={() => {
            if (provider !== undefined && words !== undefined) onSend(provider, words);
          }}
          onGoOn={read}
        />
        {provider === undefined ? null : (
          <Panel title="More about a ledger">
            <p className="text-muted text-sm">
              Where its digests are stored, an idle time, a restore, a verification:{" "}
              <Link href={composerHref(provider.id, "database_ledger_digest")}>say it in a statement of its own</Link>
            </p>
          </Panel>
        )}
        <Panel title="Every day, by itself">
          <p className="text-muted text-sm">
            On the machine that fetches the digest, as a job:{" "}
            <code className="break-all font-mono text-xs">touchstone disclose digest -</code>{" "}
            <Link href="/docs/how-to/pin-your-ledger">How to pin a ledger</Link>
          </p>
        </Panel>
        {canSign ? null : (
          <Alert tone="attention" title="Your key is not in this browser">
            The rows can be checked here. To sign them, open the browser that holds the account key.
          </Alert>
        )}
      </div>
    </div>
  );
}
