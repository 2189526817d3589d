import type { CaseView } from "#lib/contract/cases.ts";
import type { Piece } from "#lib/evidence/words/result.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { caseSentence, provenWords } from "./case-words.ts";
import { ProvenLine } from "./proven-line.tsx";

/** The first line of a case's page. `pieces`: what was answered, where the signed evidence alone tells it. */
export function CaseHeadline({
  one,
  pieces,
}: {
  one: Pick<CaseView, "id" | "provider_name" | "claim" | "verdict" | "reason" | "state" | "finding" | "dispute">;
  pieces: readonly Piece[] | null;
}) {
  if (one.verdict !== "proven") return caseSentence(one);
  const said = pieces ?? [claimSentence(one.claim)];
  return <ProvenLine id={one.id} name={one.provider_name} said={said} words={provenWords(one)} />;
}
