import type { AgreementLine } from "#components/definition/agreement-words.ts";
import { inertText, shownPart } from "#components/evidence/body-text.ts";
import type { AgreementRow } from "#lib/server/services/definition/read-agreement.ts";

/** What a row says in a line: bodies as far as they fit, and nothing in them that moves or hides. */
const MOST_LETTERS = 160;

export function agreementLine({ newest, ...row }: AgreementRow): AgreementLine {
  const { shown, ...when } = newest;
  const question = shortText(shown.question);
  return {
    ...row,
    ...when,
    question: question === "" ? shown.asked : question,
    answer: shortText(shown.answer) || "nothing",
  };
}

function shortText(bytes: Uint8Array): string {
  const text = inertText(shownPart(bytes));
  if (text === undefined) return `${bytes.length.toLocaleString("en")} bytes that are no text`;
  const letters = [...text.trim()];
  return letters.length <= MOST_LETTERS ? letters.join("") : `${letters.slice(0, MOST_LETTERS - 1).join("")}…`;
}
