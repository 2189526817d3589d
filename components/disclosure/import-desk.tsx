"use client";
import { ArrowLeft, FileUp } from "lucide-react";
import { useCallback, useEffect, useId, useState } from "react";
import type { Outcome } from "#components/publish/many-status.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { planStatements } from "#lib/client/disclosure/plan-statements.ts";
import { useDraft } from "#lib/client/drafts/use-draft.ts";
import { browserClock } from "#lib/client/platform.ts";
import { newStamp } from "#lib/client/statements/use-stamp.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { type BulkFault, type BulkFile, type BulkRow, bulkText, parseBulk } from "#lib/disclosure/parse-bulk.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Publisher } from "./own-providers.tsx";
import { ReaderView } from "./reader-view.tsx";
import { SignMany } from "./sign-many.tsx";

/** The file's name as a draft; it lives in this browser only. */
const DRAFT = { kind: "disclosures-file", subject: "all" };

type Reviewed = { readonly file: BulkFile; readonly statements: readonly UnsignedStatement[] };

/** Many disclosures from one file: what is wrong is listed by line, what is right is reviewed and signed by one click. */
export function ImportDesk({ publisher }: { publisher: Publisher }) {
  const { account, providers } = publisher;
  const { found, save, discard, place } = useDraft<{ text: string }>(DRAFT.kind, DRAFT.subject, false);
  const [text, setText] = useState("");
  const [reviewed, setReviewed] = useState<Reviewed>();
  const kept = found?.values?.text;
  useEffect(() => {
    if (kept !== undefined) setText(kept);
  }, [kept]);

  const change = useCallback(
    (next: string) => {
      setText(next);
      if (next === "") void discard();
      else save({ text: next });
    },
    [save, discard],
  );
  const review = () => {
    const kinds = new Map(providers.map(({ id, kind }) => [id as string, kind]));
    const only = providers.length === 1 ? providers[0]?.id : undefined;
    const file = parseBulk(utf8Encode(text), { kinds, only }, browserClock());
    const key = account.key?.thumbprint ?? account.participant?.controlKeys[0];
    const statements = key === undefined ? [] : planStatements(file.rows, providers, { ...publisher, key }, newStamp);
    setReviewed({ file, statements });
  };
  // Once signed, only what is to be mended remains in the draft: rows at fault, and those that the log refused.
  const keepRest = (file: BulkFile, outcomes: readonly Outcome[]) => {
    const failed = file.rows.filter((_, at) => outcomes[at] === "failed");
    change(bulkText([...failed.map((row) => row.text), ...file.kept]));
  };

  if (reviewed === undefined) {
    return (
      <form
        noValidate
        className="flex max-w-3xl flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          review();
        }}
      >
        <FileRow onText={change} />
        <Field
          label="Rows"
          help='A JSON array, or one row a line: {"type": "fees", "provider": "prv_…", "body": {…}}. Version and dates that a body leaves out are filled in.'
        >
          <Textarea
            mono
            rows={10}
            className="max-h-96 min-h-48"
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={text.trim() === ""}>
            Read the rows
          </Button>
          <span role="status" className="text-muted text-sm">
            {place === "no-room"
              ? "This browser has no room to keep them: do not close the page."
              : "Kept in this browser. Nothing is sent before you sign."}
          </span>
        </div>
      </form>
    );
  }
  const { file, statements } = reviewed;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p role="status" className="font-medium text-lg">
        {rowsText(file.rows.length)} can be published, {file.faults.length === 0 ? "none is" : faultText(file)} at
        fault.
      </p>
      {file.faults.length === 0 ? null : <FaultTable faults={file.faults} />}
      {file.rows.length === 0 ? (
        <Button variant="quiet" onClick={() => setReviewed(undefined)}>
          <ArrowLeft aria-hidden />
          Mend the rows
        </Button>
      ) : (
        <>
          <RowList rows={file.rows} providers={providers} />
          <SignMany
            publisher={publisher}
            statements={statements}
            names={file.rows.map((row) => nameOf(row, providers))}
            onSettled={(outcomes) => keepRest(file, outcomes)}
            back={
              <Button variant="quiet" onClick={() => setReviewed(undefined)}>
                <ArrowLeft aria-hidden />
                Change the rows
              </Button>
            }
          >
            {file.faults.length === 0 ? null : (
              <Button variant="primary" onClick={() => setReviewed(undefined)}>
                Mend the rows at fault
              </Button>
            )}
            <ButtonLink href="/operator/disclosures">All disclosures</ButtonLink>
          </SignMany>
        </>
      )}
    </div>
  );
}

function rowsText(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}

/** A row can break several rules: rows are counted, rules are listed. */
function faultText({ faults }: BulkFile): string {
  const count = new Set(faults.map(({ line }) => line)).size;
  return count === 1 ? "1 is" : `${count} are`;
}

function nameOf({ type, provider }: BulkRow, providers: readonly ProviderForm[]): string {
  return `${DISCLOSURES[type].title} of ${providers.find(({ id }) => id === provider)?.name ?? provider}`;
}

function FileRow({ onText }: { onText: (text: string) => void }) {
  const id = useId();
  return (
    <div className="w-fit rounded-sm outline-offset-2 outline-link has-focus-visible:outline-2">
      <input
        id={id}
        type="file"
        accept=".json,.jsonl,.ndjson,application/json"
        className="sr-only"
        onChange={(event) => void event.target.files?.[0]?.text().then(onText)}
      />
      <label htmlFor={id} className="inline-flex min-h-6 items-center gap-1.5 text-link hover:underline">
        <FileUp aria-hidden className="size-4" />
        Choose a file with disclosures
      </label>
    </div>
  );
}

function FaultTable({ faults }: { faults: readonly BulkFault[] }) {
  return (
    <Alert tone="failed" title="Not published: rows that break a rule">
      <p className="mb-2">They stay here to be mended; nothing of them is lost.</p>
      <Table caption="Rows at fault" dense>
        <THead>
          <Th numeric>Line</Th>
          <Th>Field</Th>
          <Th>Rule</Th>
        </THead>
        <TBody>
          {faults.map(({ line, field, rule }) => (
            <Tr key={`${line} ${field} ${rule}`}>
              <Td numeric label="Line">
                {line.toLocaleString("en")}
              </Td>
              <Td label="Field">
                <code className="break-all font-mono text-sm">{field === "" ? "the whole row" : field}</code>
              </Td>
              <Td label="Rule">{rule}</Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </Alert>
  );
}

function RowList({ rows, providers }: { rows: readonly BulkRow[]; providers: readonly ProviderForm[] }) {
  return (
    <Panel title="What readers will see" description="Open a row to read it as they will.">
      <ul className="flex max-h-96 flex-col gap-1 overflow-y-auto">
        {rows.map((row) => (
          <li key={row.line}>
            <Details summary={`Line ${row.line.toLocaleString("en")}: ${nameOf(row, providers)}`}>
              <ReaderView fields={fieldsOf(DISCLOSURES[row.type].body)} body={row.body} />
            </Details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
