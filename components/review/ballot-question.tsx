"use client";
import { useQuery } from "@tanstack/react-query";
import { findingWords } from "#components/case/dispute-words.ts";
import { Field } from "#components/ui/field.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { precedentsQuery } from "#lib/client/review/queries.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { PrecedentView } from "#lib/contract/review.ts";
import type { CharterQuestion, QuestionName } from "#lib/dispute/charter.ts";

const MOST_REASON = 3_000;
const PRECEDENTS = 2;

/** One question: each answer with the charter's test and how it was given before, then the reason in words. */
export function BallotQuestion({
  name,
  question,
  value,
  reason,
  one,
  onValue,
  onReason,
}: {
  name: QuestionName;
  question: CharterQuestion<string>;
  value: string | undefined;
  reason: string;
  one: Pick<CaseView, "id" | "claim" | "verdict_statement">;
  onValue: (value: string) => void;
  onReason: (reason: string) => void;
}) {
  const definition = one.verdict_statement?.definition ?? null;
  const known = useQuery(precedentsQuery({ claim: one.claim, definition, words: "", without: one.id }));
  return (
    <div data-ballot={name} className="flex flex-col gap-3 border-divider border-b pb-4">
      <RadioGroup legend={question.title} help={question.lead} value={value ?? ""} onValueChange={onValue}>
        {question.options.map((option) => {
          const before = (known.data ?? []).filter((ruling) => gives(ruling, name, option.value)).slice(0, PRECEDENTS);
          return (
            <div key={option.value}>
              <Radio value={option.value} label={option.title} help={option.test} />
              {before.length === 0 ? null : (
                <ul aria-label={`Decided so: ${option.title}`} className="mt-0.5 pl-6.5 text-sm">
                  {before.map((ruling) => (
                    <li key={`${ruling.case} ${ruling.round}`}>
                      <Link look="quiet" href={`/cases/${ruling.case}`} title={findingWords(ruling)}>
                        Decided so {formatUtc(Date.parse(ruling.at), "day")}
                      </Link>
                    </li>
                  ))}
                </ul>
              )}
            </div>
          );
        })}
      </RadioGroup>
      <Field label={`Reason: ${question.title.replace("?", "").toLowerCase()}`} help="Public when ballots are opened.">
        <Textarea value={reason} maxLength={MOST_REASON} onChange={(event) => onReason(event.target.value)} />
      </Field>
    </div>
  );
}

/** What a ruling says to the first question, by its outcome; to the others it says it itself. */
const FACT_OF: Readonly<Record<PrecedentView["outcome"], string>> = {
  upheld: "happened",
  no_fault: "happened",
  upheld_in_part: "partly",
  not_upheld: "did-not-happen",
  abusive_report: "did-not-happen",
  undecidable: "cannot-tell",
};

export function gives(ruling: PrecedentView, name: QuestionName, value: string): boolean {
  return (name === "fact" ? FACT_OF[ruling.outcome] : ruling[name]) === value;
}
