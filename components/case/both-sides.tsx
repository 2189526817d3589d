import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import type { CaseStatementView } from "#lib/contract/dispute.ts";
import { WHOLE_CASE_MEDIA_TYPE } from "#lib/state/files/whole-case.ts";
import type { AppealGround, Ground } from "#lib/statement/dispute-words.ts";
import { APPEAL_GROUND_WORDS, CLASS_WORDS, GROUND_WORDS } from "./dispute-words.ts";
import { sizeText } from "./size-text.ts";

type Item = NonNullable<CaseView["dispute"]>["evidence"][number];

/** What both sides say, in two equal columns, and under them what others added. A stranger's words are plain text. */
export function BothSides({ one, now }: { one: CaseView; now: number }) {
  const evidence = new Map((one.dispute?.evidence ?? []).map((item) => [item.entry, item]));
  const of = (side: CaseStatementView["side"]) => one.statements.filter((said) => said.side === side);
  const others = of("other");
  const silent = one.dispute?.answer?.type === "silence";
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title="The reporter" level={3}>
          <Statements
            said={of("reporter")}
            evidence={evidence}
            now={now}
            empty="Filed the evidence above, without words."
          />
        </Panel>
        <Panel title="The provider" level={3}>
          <Statements said={of("operator")} evidence={evidence} now={now} empty={silenceWords(one, silent)} />
        </Panel>
      </div>
      {others.length === 0 ? null : (
        <Panel title="From others" level={3}>
          <Statements said={others} evidence={evidence} now={now} empty="" />
        </Panel>
      )}
    </div>
  );
}

function Statements({
  said,
  evidence,
  now,
  empty,
}: {
  said: readonly CaseStatementView[];
  evidence: ReadonlyMap<number, Item>;
  now: number;
  empty: string;
}) {
  if (said.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <ul className="flex flex-col gap-5">
      {said.map((one) => (
        <StatementItem key={one.entry} one={one} item={evidence.get(one.entry)} now={now} />
      ))}
    </ul>
  );
}

function StatementItem({ one, item, now }: { one: CaseStatementView; item: Item | undefined; now: number }) {
  return (
    <li className="min-w-0">
      <p className="font-medium">
        {statementTitle(one)}
        {item === undefined ? null : (
          <>
            : <bdi>{item.label}</bdi>
          </>
        )}
      </p>
      {item === undefined ? null : <p className="text-muted text-sm">{CLASS_WORDS[item.class].name}, as they say.</p>}
      {one.text === null ? null : (
        <p className="mt-1 max-w-prose whitespace-pre-wrap break-words">
          <bdi>{one.text}</bdi>
        </p>
      )}
      {one.parts.length === 0 ? null : (
        <ul className="mt-1 flex flex-col gap-0.5 text-sm">
          {one.parts.map(({ commit, bytes, media_type: type, withheld }) => (
            <li key={commit}>
              {withheld ? (
                <span className="text-muted">A file of {sizeText(bytes)} was withheld by the official route.</span>
              ) : (
                <>
                  <a href={`/api/v1/parts/${commit}`} download className="text-link underline underline-offset-2">
                    File, {sizeText(bytes)}
                  </a>{" "}
                  {type === WHOLE_CASE_MEDIA_TYPE ? (
                    <Link href={`/verify#part-${commit}`}>A case of another index: check and read it here</Link>
                  ) : (
                    <span className="text-muted">{type}, from a stranger: mind what you open.</span>
                  )}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-1 flex flex-wrap gap-x-3 text-muted text-sm">
        <TimeText at={Date.parse(one.logged_at)} now={now} />
        <Link look="quiet" href={`/log/entries/${one.entry}`}>
          Entry {one.entry.toLocaleString("en")}
        </Link>
        {one.side === "other" ? <HashText value={one.by} what="key" /> : null}
      </p>
    </li>
  );
}

const TYPES: Readonly<Record<string, string>> = {
  contest: "Contests it",
  extension: "Asked for 7 days more",
  admission: "Admits it",
};
const KINDS: Readonly<Record<string, string>> = {
  "report.file": "Reported it",
  "evidence.attach": "Evidence",
  "report.withdraw": "Withdrew the report",
  "draw.reveal": "Revealed its share of the draw",
  "appeal.file": "Appeals",
  "case.reopen": "Reopened the case",
};

/** What somebody did by a statement: "Contests it: the evidence is forged". */
export function statementTitle({ kind, type, ground }: CaseStatementView): string {
  const what = TYPES[type ?? ""] ?? KINDS[kind] ?? kind;
  if (ground === null) return what;
  const words = GROUND_WORDS[ground as Ground]?.name ?? APPEAL_GROUND_WORDS[ground as AppealGround] ?? ground;
  return `${what}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

/** What stands in place of a provider's answer: what machines proved asks for none, and a report that nobody took up for none either. */
function silenceWords(
  { state, verdict, finding }: Pick<CaseView, "state" | "verdict" | "finding">,
  isSilent: boolean,
): string {
  if (isSilent) return `Did not answer in time. The case ${state === "final" ? "went" : "goes"} on without it.`;
  if (verdict === "proven") return state === "proven" ? "Has not contested it so far." : "Did not contest it.";
  return state === "final" && finding === null ? "Was not asked." : "Has not answered.";
}
