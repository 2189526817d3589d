"use client";
import dynamic from "next/dynamic";
import { useCallback, useMemo } from "react";
import { EvidenceViewer, type ViewerFacts } from "#components/evidence/evidence-viewer.tsx";
import type { LoggedVerdict } from "#components/evidence/words.ts";
import { useReader } from "#components/ui/reader-sign.ts";
import { noteFoundValues } from "#lib/client/case/found-values.ts";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import type { CheckedBundle } from "#lib/client/evidence/check-in-browser.ts";
import { comparedPieces } from "#lib/evidence/words/result.ts";

// Reads and writes whole bundles: when somebody is there to try it.
const EvidenceFool = dynamic(() => import("#components/evidence/evidence-fool.tsx").then((part) => part.EvidenceFool), {
  ssr: false,
});

export type CaseViewerProps = {
  readonly id: string;
  /** Of the part that the report commits to. */
  readonly bytes: number;
  readonly verdict: LoggedVerdict | undefined;
  readonly providerName: string | undefined;
  readonly filed: NonNullable<ViewerFacts["filed"]>;
};

/** The evidence of a case, checked here against what the index logged about it. */
export default function CaseViewer({
  id,
  content,
  verdict,
  providerName,
  filed,
}: CaseViewerProps & { content: Uint8Array }) {
  const isReading = useReader();
  const { index, at } = filed.filed;
  const { earlier, similar } = filed;
  // Kept by its parts: the page hands the same facts in new objects.
  const facts = useMemo<ViewerFacts>(
    () => ({ site: siteReader, filed: { filed: { index, at }, earlier, similar } }),
    [index, at, earlier, similar],
  );
  const onChecked = useCallback(
    ({ finding, rule }: CheckedBundle) => {
      // Only what bears the verdict out; another finding is an alarm beside the evidence.
      const values = finding.verdict.verdict === "proven" ? comparedPieces(finding, rule) : undefined;
      if (values !== undefined) noteFoundValues(id, values);
    },
    [id],
  );
  return (
    <div className="flex flex-col gap-6">
      <EvidenceViewer
        onChecked={onChecked}
        bytes={content}
        facts={facts}
        verdict={verdict}
        {...(providerName === undefined ? {} : { providerName })}
      />
      {isReading ? <EvidenceFool bytes={content} facts={facts} /> : null}
    </div>
  );
}
