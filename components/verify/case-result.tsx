"use client";
import { useMemo, useState } from "react";
import { caseNoun } from "#components/log/entry/entry-words.ts";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { judgedIn } from "#lib/client/verify/judged-in.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { WholeCaseEntry, WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import { EvidenceResult } from "./evidence-result.tsx";

/**
 * What a case in a file says, in its order, and the evidence in it, which is checked once the reader asks and held against
 * what the index logged of it. `isOwn`: this site's own log says it.
 */
export function CaseResult({
  found,
  logVkey,
  isOwn,
}: {
  found: WholeCaseFinding;
  logVkey: string | undefined;
  isOwn: boolean;
}) {
  const [isAsked, setAsked] = useState(false);
  // Another log's history of a key is not this one's: what this site would say of it is not what was judged there.
  const judged = useMemo(() => (isOwn ? judgedIn(found) : undefined), [isOwn, found]);
  const { file, said = [], filed } = found;
  if (file === undefined) return null;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h3 className="mb-2 text-lg">What was said, in its order</h3>
        <ol className="flex flex-col gap-3">
          {said.map((entry) => (
            <Said key={entry.index} entry={entry} />
          ))}
        </ol>
      </div>
      {filed === undefined ? (
        <p className="text-muted">The evidence with which it was reported is not in the file.</p>
      ) : isAsked ? (
        <EvidenceResult bytes={filed.bytes} logVkey={logVkey} {...judged} />
      ) : (
        <div>
          <Button onClick={() => setAsked(true)}>Check the evidence in it</Button>
        </div>
      )}
    </div>
  );
}

/** A stranger's words are plain text; the rest of the statement may be opened. */
function Said({ entry: { index, loggedAt, parsed } }: { entry: WholeCaseEntry }) {
  const { kind, body } = parsed.statement;
  // A verdict's reason is a code, and nobody's word.
  const words = kind === "verdict" ? [] : wordsOf(body);
  return (
    <li className="min-w-0 border-divider border-l-2 pl-3">
      <p className="font-medium">
        {caseNoun(kind)}{" "}
        <span className="font-normal text-muted text-sm">
          entry {index.toLocaleString("en")}, <TimeText at={loggedAt} precision="minute" />
        </span>
      </p>
      {words.map((text) => (
        <p key={text} className="mt-1 max-w-prose whitespace-pre-wrap break-words">
          <bdi>{text}</bdi>
        </p>
      ))}
      <Details summary="As signed" className="mt-1 text-sm">
        <CodeBlock json label={`Entry ${index}, as signed`} text={utf8Decode(parsed.bytes) ?? ""} />
      </Details>
    </li>
  );
}

/** What people said at length in it. */
function wordsOf(body: Readonly<Record<string, unknown>>): string[] {
  const answers = (body.answers ?? {}) as { readonly reasons?: Readonly<Record<string, unknown>> };
  const texts = [body.label, body.statement, body.reason, ...Object.values(answers.reasons ?? {})];
  return [...new Set(texts.filter((text) => typeof text === "string"))];
}
