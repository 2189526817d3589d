"use client";
import { useQuery } from "@tanstack/react-query";
import { Panel } from "#components/ui/panel.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { browserClock } from "#lib/client/platform.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { EffectFacts } from "./effect-facts.tsx";
import { TellingNote } from "./telling-note.tsx";

/** Before a statement is signed: what it changes in the provider's marks. Nothing where it has none. */
export function EffectOnMarks({ unsigned }: { unsigned: UnsignedStatement }) {
  const effect = useQuery({
    queryKey: ["effect-on-marks", statementHash(unsigned)],
    queryFn: async () => {
      const { previewMarks } = await import("#lib/client/marks/preview-marks.ts");
      return (await previewMarks(unsigned, browserClock())) ?? null;
    },
    structuralSharing: false,
    staleTime: 0,
  });
  if (effect.data === null) return null;
  return (
    <Panel title="What it changes in the marks">
      {effect.isPending ? <SkeletonText lines={2} label="Computing the marks" /> : null}
      {effect.isError ? (
        <p className="text-muted">It cannot be computed now: the index could not be read. You can sign all the same.</p>
      ) : null}
      {effect.data === undefined ? null : <EffectFacts effect={effect.data} />}
      {effect.data !== undefined && unsigned.kind === "disclosure.incident" ? (
        <TellingNote provider={unsigned.subject} />
      ) : null}
    </Panel>
  );
}
