import { statementTitle } from "#components/case/both-sides.tsx";
import { sizeText } from "#components/case/size-text.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { CaseStatementView } from "#lib/contract/dispute.ts";
import { day, Part, Whole } from "./sheet-parts.tsx";

/** What each side said, whole and in its order; files by their hashes. */
export function SheetSides({ one }: { one: CaseView }) {
  const of = (side: CaseStatementView["side"]) => one.statements.filter((said) => said.side === side);
  const others = of("other");
  const labels = new Map((one.dispute?.evidence ?? []).map(({ entry, label }) => [entry, label]));
  const isSilent = one.dispute?.answer?.type === "silence";
  return (
    <>
      <Part title="What the reporter said">
        <Said labels={labels} all={of("reporter")} none="Filed the evidence, without words." />
      </Part>
      <Part title="What the provider said">
        <Said labels={labels} all={of("operator")} none={isSilent ? "Did not answer in time." : "Did not answer."} />
      </Part>
      {others.length === 0 ? null : (
        <Part title="What others said">
          <Said labels={labels} all={others} none="" />
        </Part>
      )}
    </>
  );
}

function Said({
  all,
  labels,
  none,
}: {
  all: readonly CaseStatementView[];
  labels: ReadonlyMap<number, string>;
  none: string;
}) {
  if (all.length === 0) return <p>{none}</p>;
  return (
    <ol className="flex flex-col gap-3">
      {all.map((said) => (
        <li key={said.entry}>
          <p className="break-after-avoid font-medium">
            {statementTitle(said)}
            {labels.has(said.entry) ? (
              <>
                : <bdi>{labels.get(said.entry)}</bdi>
              </>
            ) : null}
            , {day(said.logged_at)}, entry {said.entry}
          </p>
          {said.text === null ? null : (
            <p className="mt-1 whitespace-pre-wrap break-words">
              <bdi>{said.text}</bdi>
            </p>
          )}
          {said.parts.map(({ commit, bytes, media_type: type, withheld }) => (
            <div key={commit} className="mt-1 text-sm">
              File, {sizeText(bytes)}, {type}
              {withheld ? ", withheld by the official route" : ""}
              <Whole text={commit} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
