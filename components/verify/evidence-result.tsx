"use client";
import { useMemo, useState } from "react";
import { EvidenceFool } from "#components/evidence/evidence-fool.tsx";
import { EvidenceViewer, type ViewerFacts } from "#components/evidence/evidence-viewer.tsx";
import type { LoggedVerdict } from "#components/evidence/words.ts";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import type { FiledFacts } from "#lib/client/evidence/site-facts.ts";

/**
 * Evidence that somebody gave: checked here alone, and with what this index knows once the reader says so. `filed` and
 * `verdict`: of the case that it was taken from, `filed` to be kept by identity.
 */
export function EvidenceResult({
  bytes,
  logVkey,
  filed,
  verdict,
}: {
  bytes: Uint8Array;
  logVkey: string | undefined;
  filed?: FiledFacts | undefined;
  verdict?: LoggedVerdict | undefined;
}) {
  const [asks, setAsks] = useState(false);
  const facts = useMemo<ViewerFacts>(
    () => ({ ...(asks ? { site: siteReader } : { logVkey }), ...(filed && { filed }) }),
    [asks, logVkey, filed],
  );
  return (
    <div className="flex flex-col gap-5">
      <h2 className="sr-only">What the evidence shows</h2>
      {asks ? null : (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-divider bg-sunken px-4 py-3">
          <p className="min-w-60 flex-1 text-sm">
            Whose key it is, the published rule, and other cases stand in a log. Asking this index tells it which key
            and which rule you look at; the evidence itself stays here.
          </p>
          <Button size="sm" onClick={() => setAsks(true)}>
            Ask this index
          </Button>
        </div>
      )}
      <EvidenceViewer key={asks ? "asked" : "alone"} bytes={bytes} facts={facts} verdict={verdict} />
      <EvidenceFool bytes={bytes} facts={facts} />
      <CodeBlock
        label="The same on the command line"
        text={"npm run touchstone -- verify <file>\nnpm run touchstone -- evidence check <file> --url <index>"}
      />
    </div>
  );
}
