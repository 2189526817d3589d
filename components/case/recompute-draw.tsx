"use client";
import { Dices } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { DrawFinding } from "#lib/client/case/draw-again.ts";
import { ApiProblem, requestJson } from "#lib/client/request-json.ts";
import type { DrawView } from "#lib/contract/dispute.ts";
import { DrawResult } from "./draw-result.tsx";

type Again = { readonly draw: DrawView; readonly findings: readonly DrawFinding[] };

/** The draw made again in this browser from what the log shows. A tick stands only beside what was computed here. */
export function RecomputeDraw({ id }: { id: string }) {
  const [again, setAgain] = useState<Again | "failed">();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { drawAgain } = await import("#lib/client/case/draw-again.ts");
      const { data } = await requestJson<{ data: DrawView }>(`/api/v1/cases/${id}/draw`);
      setAgain({ draw: data.data, findings: drawAgain(id, data.data) });
    } catch (error) {
      if (!(error instanceof ApiProblem || error instanceof TypeError)) throw error;
      setAgain("failed");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Panel
      level={3}
      title="Draw again here"
      description="Neither side nor this index could choose the reviewers alone: three secrets and a fixed list decide."
      className="print:hidden"
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={isBusy} onClick={() => void run()}>
            <Dices aria-hidden />
            Draw again in this browser
          </Button>
          <span className="text-muted text-sm">
            Takes about a second. Why somebody was passed over is taken from the log’s own rules; an audit checks it.
          </span>
        </div>
        <div role="status" className="empty:hidden">
          {again === undefined ? null : again === "failed" ? (
            <p>The inputs of the draw cannot be read now.</p>
          ) : (
            <DrawResult {...again} />
          )}
        </div>
      </div>
    </Panel>
  );
}
