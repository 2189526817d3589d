import { CircleCheck, CircleX } from "lucide-react";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import type { DrawFinding } from "#lib/client/case/draw-again.ts";
import type { DrawView } from "#lib/contract/dispute.ts";

/** What a draw gave when it was made again: each check of each panel, and what went in. */
export function DrawResult({ draw, findings }: { draw: DrawView; findings: readonly DrawFinding[] }) {
  return (
    <div className="flex flex-col gap-4">
      {findings.map((finding) => (
        <Finding key={finding.round} finding={finding} />
      ))}
      <Inputs draw={draw} />
    </div>
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
