"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { FileChoice } from "#components/keys/file-choice.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { type DrawShare, readShareFile, shareFile, shareFileName } from "#lib/dispute/share-file.ts";

/** Before an answer that commits to a secret is signed: what it is for, where it is kept, and the file. */
export function CommittedShare({ id, secret }: { id: string; secret: Uint8Array }) {
  const [isSaved, setSaved] = useState(false);
  const save = () => {
    saveFile(shareFileName(id), shareFile({ case: id, commit: commitOfShare(secret), secret }));
    setSaved(true);
  };
  return (
    <Alert
      title="Your secret for the draw of the reviewers"
      actions={
        <>
          <Button size="sm" onClick={save}>
            <Download aria-hidden />
            Save it as a file, too
          </Button>
          {isSaved ? (
            <span role="status" className="text-sm">
              Saved as <code className="font-mono">{shareFileName(id)}</code>. Show it to nobody before evidence has
              closed.
            </span>
          ) : null}
        </>
      }
    >
      With the reporter’s secret and this index’s it decides who sits, so that nobody chooses alone. This browser keeps
      yours and reveals it by itself when you open your workspace after evidence has closed; else one click does, or the
      file. Who has not revealed it a day later counts as zeros: the draw is then left to the others.
    </Alert>
  );
}

/** The secret was kept in another browser: its file brings it here. */
export function MissingShare({ commit, onFound }: { commit: string; onFound: (share: DrawShare) => Promise<void> }) {
  const [problem, setProblem] = useState<string>();
  const take = (text: string) => {
    const found = readShareFile(text);
    if (found === undefined) return setProblem("This is no file of a secret for a draw, or it was changed.");
    if (found.commit !== commit)
      return setProblem("The file is of another case: its secret is not the one you committed to.");
    setProblem(undefined);
    void onFound(found);
  };
  return (
    <div className="flex flex-col gap-3">
      <p>
        The secret is not in this browser. Open the site where you answered, or choose the file that you saved. Without
        it the draw counts zeros for you.
      </p>
      <FileChoice
        label="Choose the file"
        onText={take}
        onTooLarge={() => setProblem("This is no file of a secret for a draw.")}
      />
      {problem === undefined ? null : (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
