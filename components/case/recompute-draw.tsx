"use client";
import { CircleCheck, CircleX, Dices } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { DrawFinding } from "#lib/client/case/draw-again.ts";
import { browserClock } from "#lib/client/platform.ts";
import { ApiProblem, requestJson } from "#lib/client/request-json.ts";
import type { DrawView } from "#lib/contract/dispute.ts";

type Again = { readonly draw: DrawView; readonly findings: readonly DrawFinding[]; readonly at: number };

/** The draw made again in this browser from what the log shows. A tick stands only beside what was computed here. */
export function RecomputeDraw({ id }: { id: string }) {
  const [again, setAgain] = useState<Again | "failed">();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { drawAgain } = await import("#lib/client/case/draw-again.ts");
      const { data } = await requestJson<{ data: DrawView }>(`/api/v1/cases/${id}/draw`);
      setAgain({ draw: data.data, findings: drawAgain(id, data.data), at: browserClock() });
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
            <div className="flex flex-col gap-4">
              {again.findings.map((finding) => (
                <Finding key={finding.round} finding={finding} />
              ))}
              <Inputs draw={again.draw} />
            </div>
          )}
        </div>
      </div>
    </Panel>
  );
}

function Finding({ finding: { round, checks } }: { finding: DrawFinding }) {
  return (
    <div>
      <p className="font-medium">Panel {round}</p>
      <ul className="mt-1 flex flex-col gap-1">
        {checks.map(({ name, ok, says }) => {
          const Icon = ok ? CircleCheck : CircleX;
          return (
            <li key={name} className="flex gap-2">
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${ok ? "text-verified" : "text-failed"}`} />
              <span>
                <span className="sr-only">{ok ? "Right: " : "Wrong: "}</span>
                {says}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Inputs({ draw: { chain, reporter, operator, pool, rounds } }: { draw: DrawView }) {
  const share = (given: DrawView["reporter"]) =>
    given.share === null ? "not revealed: counted as zeros" : <HashText value={given.share} what="share" />;
  return (
    <Details summary="What went in">
      <KeyValueList
        items={[
          { key: "The reporter’s secret", value: share(reporter) },
          { key: "The provider’s secret", value: share(operator) },
          ...(chain === null ? [] : [{ key: "End of the index’s chain", value: <HashText value={chain.end} /> }]),
          ...rounds.map(({ round, preimage, epoch }) => ({
            key: `The index’s secret, panel ${round}`,
            value: (
              <>
                <HashText value={preimage} what="secret" /> {epoch === null ? null : `${epoch} steps before the end`}
              </>
            ),
          })),
          { key: "The list at the filing", value: `${pool.length} ${pool.length === 1 ? "reviewer" : "reviewers"}` },
        ]}
      />
    </Details>
  );
}
