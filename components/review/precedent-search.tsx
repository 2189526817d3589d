"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findingWords } from "#components/case/dispute-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { precedentsQuery } from "#lib/client/review/queries.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { PrecedentView } from "#lib/contract/review.ts";

/** How like cases were decided: the same claim, under the same rule first; by words of their reasons too. */
export function PrecedentSearch({ one }: { one: Pick<CaseView, "id" | "claim" | "verdict_statement"> }) {
  const definition = one.verdict_statement?.definition ?? null;
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const found = useQuery(precedentsQuery({ claim: one.claim, definition, words, without: one.id }));
  const count = found.data?.length;
  return (
    <Details
      summary={`How like cases were decided${count === undefined ? "" : ` (${count === 50 ? "50 or more" : count})`}`}
    >
      <form
        className="mb-3 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setWords(typed.trim());
        }}
      >
        <Field label="Words in their reasons" className="max-w-80 flex-1">
          <Input type="search" value={typed} maxLength={200} onChange={(event) => setTyped(event.target.value)} />
        </Field>
        <Button type="submit" busy={found.isFetching}>
          Search
        </Button>
      </form>
      <PrecedentList rulings={found.data ?? []} definition={definition} isSearch={words !== ""} />
    </Details>
  );
}

export function PrecedentList({
  rulings,
  definition,
  isSearch,
}: {
  rulings: readonly PrecedentView[];
  definition: string | null;
  isSearch: boolean;
}) {
  if (rulings.length === 0)
    return (
      <p className="text-muted">
        {isSearch
          ? "No reason of a ruling on this claim holds these words."
          : "No ruling on this claim yet: this one will be the first."}
      </p>
    );
  return (
    <ul className="divide-y divide-divider">
      {rulings.map((ruling) => (
        <li key={`${ruling.case} ${ruling.round}`} className="py-2">
          <p>
            <Link look="quiet" href={`/cases/${ruling.case}`}>
              {findingWords(ruling)}
            </Link>
          </p>
          <p className="text-muted text-sm">
            <TimeText at={Date.parse(ruling.at)} precision="day" />
            {ruling.definition !== null && ruling.definition === definition ? ", under the same rule" : ""}
            {ruling.round > 1 ? ", on appeal or reopened" : ""}
          </p>
        </li>
      ))}
    </ul>
  );
}
