"use client";
import { useMemo } from "react";
import { EvidenceFool } from "#components/evidence/evidence-fool.tsx";
import { EvidenceViewer, type ViewerFacts } from "#components/evidence/evidence-viewer.tsx";
import { siteReader } from "#lib/client/evidence/api-reader.ts";
import type { CaseEvidenceProps } from "./case-evidence.tsx";

/** The evidence of a case, checked here against what the index logged about it. */
export default function CaseViewer({
  content,
  verdict,
  providerName,
  filed,
}: CaseEvidenceProps & { content: Uint8Array }) {
  const { index, at } = filed.filed;
  const { earlier, similar } = filed;
  // Kept by its parts: the page hands the same facts in new objects.
  const facts = useMemo<ViewerFacts>(
    () => ({ site: siteReader, filed: { filed: { index, at }, earlier, similar } }),
    [index, at, earlier, similar],
  );
  return (
    <div className="flex flex-col gap-6">
      <EvidenceViewer
        bytes={content}
        facts={facts}
        verdict={verdict}
        {...(providerName === undefined ? {} : { providerName })}
      />
      <EvidenceFool bytes={content} facts={facts} />
    </div>
  );
}
