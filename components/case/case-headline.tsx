import type { CaseView } from "#lib/contract/cases.ts";
import type { Piece } from "#lib/evidence/words/result.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { ResultSentence } from "../evidence/result-sentence.tsx";
import { caseSentence, provenWords } from "./case-words.ts";

/** The first line of a case's page. `pieces`: what was answered, where the signed evidence alone tells it. */
export function CaseHeadline({
  one,
  pieces,
}: {
  one: Pick<CaseView, "provider_name" | "claim" | "verdict" | "reason" | "state" | "finding" | "dispute">;
  pieces: readonly Piece[] | null;
}) {
  if (one.verdict !== "proven") return caseSentence(one);
  const [first, ...rest] = pieces ?? [claimSentence(one.claim)];
  return (
    <>
      <Named sentence={typeof first === "string" ? first : ""} name={one.provider_name} />
      <ResultSentence pieces={rest} /> {provenWords(one)}
    </>
  );
}

/** "It answered …" or "Its answer …", of whoever has a name. */
function Named({ sentence, name }: { sentence: string; name: string | null }) {
  const begins = name === null ? null : /^It(s?) /.exec(sentence);
  if (begins === null) return sentence;
  return (
    <>
      <bdi>{name}</bdi>
      {begins[1] === "s" ? "’s " : " "}
      {sentence.slice(begins[0].length)}
    </>
  );
}
