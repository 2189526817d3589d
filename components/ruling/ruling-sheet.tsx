import { findingWords, rulingLabels } from "#components/case/dispute-words.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import { claimSentence, verdictSentence } from "#lib/evidence/words/verdict-words.ts";
import type { RulingBody } from "#lib/statement/dispute-bodies.ts";
import { decidedWords, measureWords, redressWords, testsOf } from "./ruling-words.ts";
import { day, Facts, Part, Whole } from "./sheet-parts.tsx";
import { SheetSides } from "./sheet-sides.tsx";
import { SheetVotes } from "./sheet-votes.tsx";

/** The statement of reasons, in the order in which it is read: what follows, the facts, the evidence, the rule, the votes, redress. */
export function RulingSheet({
  one,
  ruling,
  reasons,
}: {
  one: CaseView;
  ruling: RulingView;
  reasons: RulingBody | undefined;
}) {
  const rulings = one.dispute?.rulings ?? [];
  const earlier = rulings.filter((other) => other !== ruling);
  const { verdict_statement: said } = one;
  return (
    <div className="flex flex-col gap-6">
      <Part title="What was decided">
        <p className="text-lg">{findingWords(ruling)}</p>
        <p>{measureWords(ruling)}</p>
        <Labels ruling={ruling} isFinal={one.state === "final"} />
        <Facts
          rows={[
            ["Case", <Whole key="id" text={one.id} />],
            [
              "Provider",
              <Named key="provider" name={one.provider_name} id={one.is_unclaimed ? one.accused : one.provider} />,
            ],
            ["Reported by", <Whole key="reporter" text={one.reporter} />],
            ["Took effect", day(ruling.at)],
            ["State", one.state === "final" ? "final" : "not final"],
          ]}
        />
      </Part>
      <Part title="The facts">
        <p>Reported: {lowerFirst(claimSentence(one.claim))}</p>
        <p>
          {one.verdict === null
            ? "The machines have not judged it."
            : verdictSentence(one.claim, one.verdict, one.reason)}
        </p>
      </Part>
      <Part title="Evidence that it rests on">
        <Evidence one={one} relied={reasons?.relied} />
        {said === null ? null : (
          <Facts
            rows={[
              [
                "Checked by machine",
                `${said.checks.filter(({ outcome }) => outcome === "pass").length} of ${said.checks.length} checks passed, entry ${said.entry}`,
              ],
              ["Rests on", <Whole key="inputs" text={said.inputs} />],
              ...(said.fault_id === null ? [] : ([["Fault", <Whole key="fault" text={said.fault_id} />]] as const)),
            ]}
          />
        )}
      </Part>
      <Part title="How it was decided, and by which rule">
        <p>{decidedWords(ruling)}</p>
        <p>
          Rule: <code className="font-mono text-sm">{reasons?.rule ?? "not recorded yet"}</code>
          {testsOf(ruling).length === 0
            ? ". No answer had a majority."
            : ". It applies because these tests were found to be met:"}
        </p>
        <ul className="list-disc pl-5">
          {testsOf(ruling).map(({ value, title, test }) => (
            <li key={value}>
              <b className="font-medium">{title}.</b> {test}
            </li>
          ))}
        </ul>
      </Part>
      <SheetVotes panels={one.panels} rulings={rulings} />
      <SheetSides one={one} />
      {earlier.length === 0 ? null : (
        <Part title={earlier.length === 1 ? "The ruling before" : "The rulings before"}>
          {earlier.map((other) => (
            <p key={`${other.round} ${other.at}`}>
              {day(other.at)}. {decidedWords(other)} {findingWords(other)}
            </p>
          ))}
        </Part>
      )}
      <Part title="What can still be done">
        <p>{redressWords(one, day)}</p>
      </Part>
    </div>
  );
}

function Evidence({ one, relied }: { one: CaseView; relied: readonly number[] | undefined }) {
  const items = one.dispute?.evidence ?? [];
  const rests = (entry: number) => relied === undefined || relied.includes(entry);
  return (
    <ol className="flex flex-col gap-2">
      {rests(one.filed_in) ? (
        <li className="break-inside-avoid">
          The report’s own evidence, entry {one.filed_in}, {one.bundle.bytes.toLocaleString("en")} bytes
          {one.bundle.withheld ? ", withheld by the official route" : ""}
          <Whole text={one.bundle.commit} />
        </li>
      ) : null}
      {items
        .filter(({ entry }) => rests(entry))
        .map(({ entry, label, side, class: kind, commit }) => (
          <li key={entry} className="break-inside-avoid">
            <bdi>{label}</bdi>, from {SIDES[side]}, entry {entry}, {kind.replaceAll("-", " ")}
            {commit === null ? null : <Whole text={commit} />}
          </li>
        ))}
    </ol>
  );
}

const SIDES = { reporter: "the reporter", operator: "the provider", other: "others" } as const;

function Labels({ ruling, isFinal }: { ruling: RulingView; isFinal: boolean }) {
  return rulingLabels(ruling, isFinal).map(({ name, says }) => (
    <p key={name}>
      <b className="font-medium">{name.charAt(0).toUpperCase() + name.slice(1)}.</b> {says}
    </p>
  ));
}

function Named({ name, id }: { name: string | null; id: string }) {
  return (
    <>
      {name === null ? null : <bdi>{name}</bdi>}
      <Whole text={id} />
    </>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
