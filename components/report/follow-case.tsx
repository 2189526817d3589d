"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { FeedLinks } from "#components/follow/feed-links.tsx";
import { KeyFileFields, type KeyFileProblem } from "#components/keys/key-file-fields.tsx";
import { PromiseCard } from "#components/promises/promise-card.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { type CaseFile, openCaseFile } from "#lib/client/report/case-file.ts";
import { saveReceipt } from "#lib/client/save-receipt.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { caseIdOf } from "#lib/kernel/ids.ts";
import { CaseProgress } from "./case-progress.tsx";
import { ReporterCase } from "./reporter-case.tsx";

/** Opens a case file here and shows how its case stands. */
export default function FollowCase() {
  const [typed, setTyped] = useState({ text: "", passphrase: "" });
  const [problem, setProblem] = useState<KeyFileProblem>();
  const [isBusy, setBusy] = useState(false);
  const [file, setFile] = useState<CaseFile>();
  const open = async () => {
    setBusy(true);
    const opened = await openCaseFile(typed.text, typed.passphrase, crypto.subtle);
    setBusy(false);
    if (!opened.ok) return setProblem(opened.error);
    setProblem(undefined);
    setTyped({ text: "", passphrase: "" });
    setFile(opened.value);
  };
  if (file !== undefined) return <OpenedCase file={file} onClose={() => setFile(undefined)} />;
  return (
    <form
      className="flex max-w-2xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <KeyFileFields
        label="Your case file"
        help="The text of touchstone-case-….json."
        choose="Choose the file"
        value={typed}
        onChange={setTyped}
        problem={problem}
        onProblem={setProblem}
        passphrase="Its passphrase"
      />
      <div>
        <Button type="submit" variant="primary" busy={isBusy} disabled={typed.text.trim() === ""}>
          Open it here
        </Button>
      </div>
    </form>
  );
}

function OpenedCase({ file, onClose }: { file: CaseFile; onClose: () => void }) {
  const { statement, provider, log, receipt, promise } = file;
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <h2 className="sr-only">What you filed</h2>
      <KeyValueList
        items={[
          { key: "Against", value: <HashText value={provider} what="provider" /> },
          { key: "Filed in the log", value: <span className="break-all font-mono text-sm">{log}</span> },
          {
            key: "Signed by",
            value: file.seed === undefined ? "your account" : "a key of this case only; the file holds it",
          },
        ]}
      />
      <CaseProgress id={caseIdOf(statement)} />
      <p className="text-sm">
        In a feed reader, without an account and without this file:{" "}
        <FeedLinks path={`/cases/${caseIdOf(statement)}/feed`} what="of what happens in your case" />
      </p>
      <ReporterCase id={caseIdOf(statement)} file={file} />
      {receipt === undefined && promise !== undefined ? <PromiseCard note={promise} hash={statement} /> : null}
      {receipt === undefined ? null : (
        <Panel title="Its receipt" level={3}>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Button size="sm" onClick={() => void saveReceipt(receipt as unknown as ReceiptDocument)}>
              <Download aria-hidden />
              Download the receipt
            </Button>
            <p className="text-muted text-sm">If we ever hide your report, it proves it.</p>
          </div>
        </Panel>
      )}
      <div>
        <Button variant="quiet" onClick={onClose}>
          Close the file
        </Button>
      </div>
    </div>
  );
}
