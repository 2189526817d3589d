"use client";
import { useMemo } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { formatSpan, formatUtc } from "#components/ui/format-time.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import { momentWords, promiseIn, promiseStateNow } from "#lib/client/promises/promise-words.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { useNow } from "#lib/client/use-now.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";

export function promiseFileName(hash: string): string {
  return `touchstone-${hash.slice(0, 8)}.promise`;
}

/** Where a promise is checked; the page takes it from what this browser keeps. */
export function checkPromiseHref(hash: string): string {
  return `/verify#promise-${hash}`;
}

/** What the index promised about a statement, ticking until the receipt takes this card's place. */
export function PromiseCard({
  note,
  hash,
  onCheck,
}: {
  note: string;
  hash: string;
  /** Where the promise can be checked on the same page; else an overdue one links to the page that can. */
  onCheck?: () => void;
}) {
  const now = useNow(SECOND_MS);
  const promise = useMemo(() => promiseIn(note), [note]);
  const save = (
    <>
      <Button size="sm" onClick={() => saveFile(promiseFileName(hash), note, "text/plain")}>
        Save the promise
      </Button>
      {onCheck === undefined ? null : (
        <Button size="sm" onClick={onCheck}>
          Check it
        </Button>
      )}
    </>
  );
  if (promise === undefined || now === undefined) return <Alert live title="We have it." actions={save} />;
  const includeBy = promise.includeBySeconds * SECOND_MS;
  const hardBy = promise.hardBySeconds * SECOND_MS;
  const due = <Moment at={includeBy} now={now} />;
  const end = <Moment at={hardBy} now={now} />;
  switch (promiseStateNow(promise, now)) {
    case "waiting":
      return (
        <Alert live title={<>We have it. It should be public by {due}.</>} actions={save}>
          Else it shows as late. If it is still not public by {end}, this file proves that we hid it. It is kept in this
          browser until the receipt comes. <span aria-hidden>Due in {formatSpan(includeBy - now)}.</span>
          <Note note={note} />
        </Alert>
      );
    case "late":
      return (
        <Alert live tone="attention" title={<>Late: it should have been public by {due}.</>} actions={save}>
          We have it, and the receipt follows here by itself. If it is still not public by {end}, this file proves that
          we hid it. <span aria-hidden>Late by {formatSpan(now - includeBy)}.</span>
          <Note note={note} />
        </Alert>
      );
    case "overdue":
      return (
        <Alert
          live
          tone="failed"
          title={
            <>
              Overdue: it was promised for {due}, and the last moment was {end}.
            </>
          }
          actions={
            <>
              {save}
              {onCheck === undefined ? (
                <ButtonLink size="sm" href={checkPromiseHref(hash)}>
                  Check it
                </ButtonLink>
              ) : null}
            </>
          }
        >
          If it is not in the log, this file proves it, together with a head that watchers saw since.
          <Note note={note} />
        </Alert>
      );
  }
}

function Note({ note }: { note: string }) {
  return (
    <Details summary="The promise" className="mt-2">
      <CodeBlock text={note} label="Signed promise" />
    </Details>
  );
}

function Moment({ at, now }: { at: number; now: number }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatUtc(at)}>
      {momentWords(at, now)}
    </time>
  );
}
