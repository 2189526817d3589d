"use client";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { fetchArchive } from "#lib/client/verify/fetch-archive.ts";
import { missingSentence } from "#lib/client/verify/missing-words.ts";
import type { GivenFile, MissingLog } from "#lib/client/verify/verify-files.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import { evidenceIn } from "#lib/state/files/judge-again.ts";

type Fetching = { readonly done?: number; readonly of?: number; readonly trouble?: string; readonly isOn: boolean };

/** What it takes to judge the verdict in a file again, and where one gets it: the log of this site is read from here. */
export function MissingLogHint({
  missing,
  finding,
  isOwn,
  onAdd,
}: {
  missing: MissingLog;
  finding: FileFinding;
  /** It is of this site's own log. */
  isOwn: boolean;
  onAdd: (files: readonly GivenFile[]) => void;
}) {
  const [{ done, of, trouble, isOn }, setFetching] = useState<Fetching>({ isOn: false });
  const chooser = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const read = async () => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setFetching({ isOn: true });
    try {
      const source = await fetchArchive({
        signal,
        evidence: evidenceIn(finding),
        onProgress: (now, all) => setFetching({ isOn: true, done: now, of: all }),
      });
      onAdd([{ name: "log-of-this-site.archive", source }]);
      setFetching({ isOn: false });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      setFetching({ isOn: false, ...(signal.aborted ? {} : { trouble: words }) });
    }
  };

  const canRead = isOwn && missing !== "log-key" && missing !== "too-large";
  return (
    <Alert tone="info" title="Not judged again yet">
      <div className="flex flex-col items-start gap-3">
        <p className="max-w-prose break-words">
          {missingSentence(missing, finding.origin ?? "")}
          {isOwn ? "" : " Its own index has one: open its page to verify, or run touchstone export with its address."}
        </p>
        {trouble === undefined ? null : (
          <p role="alert" className="text-failed">
            The log could not be read: {trouble}
          </p>
        )}
        {isOn ? (
          <div className="flex w-full flex-col items-start gap-3">
            <div className="w-full">
              <Progress
                label="Reading the log of this site"
                {...(of === undefined ? {} : { value: done ?? 0, max: Math.max(1, of) })}
                detail={
                  of === undefined
                    ? undefined
                    : `${(done ?? 0).toLocaleString("en")} of ${of.toLocaleString("en")} entries`
                }
              />
            </div>
            <Button onClick={() => abort.current?.abort()}>Stop</Button>
          </div>
        ) : (
          <div className="flex flex-wrap gap-2">
            {canRead ? (
              <Button variant="primary" onClick={() => void read()}>
                Read the log of this site
              </Button>
            ) : null}
            <Button onClick={() => chooser.current?.click()}>Add an archive</Button>
            <input
              ref={chooser}
              type="file"
              multiple
              aria-label="Archives to add"
              className="sr-only"
              tabIndex={-1}
              onChange={(event) => {
                onAdd([...(event.target.files ?? [])].map((file) => ({ name: file.name, source: file })));
                event.target.value = "";
              }}
            />
          </div>
        )}
      </div>
    </Alert>
  );
}
