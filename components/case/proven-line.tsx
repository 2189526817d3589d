"use client";
import { useFoundValues } from "#lib/client/case/found-values.ts";
import type { Piece } from "#lib/evidence/words/result.ts";
import { ResultSentence } from "../evidence/result-sentence.tsx";

type ProvenLineProps = {
  id: string;
  name: string | null;
  /** What the index tells by itself. */
  said: readonly Piece[];
  /** By whom it was decided, and whether it was contested. */
  words: string;
};

/** "Vela answered 7.42. Its own rule gives 7.24. Proven by machine …": the values as soon as this browser has found them. */
export function ProvenLine({ id, name, said, words }: ProvenLineProps) {
  const [first, ...rest] = useFoundValues(id) ?? said;
  return (
    <>
      <Named sentence={typeof first === "string" ? first : ""} name={name} />
      <ResultSentence pieces={rest} /> {words}
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
