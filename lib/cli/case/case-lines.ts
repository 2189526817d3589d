/** A case in lines for a terminal: what was found, whose turn it is, what both sides said. Texts from outside as they are. */
import type { CaseView } from "#lib/contract/cases.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import { caseWords } from "../report/follow-case.ts";

export function caseLines(found: CaseView): string[] {
  const { id, claim, provider, provider_name: name, filed_at: filedAt, filed_in: filedIn, state, dispute } = found;
  return [
    `${id}  ${claim} against ${name ?? provider}, filed ${filedAt} in entry ${filedIn}: ${state}`,
    caseWords(found),
    `turn       ${found.whose_turn}`,
    ...(found.ruling_due_by === null ? [] : [`ruling due ${found.ruling_due_by}`]),
    ...(dispute?.respond_by == null || dispute.answer !== null ? [] : [`answer by  ${dispute.respond_by}`]),
    ...(dispute?.evidence_closes_at == null ? [] : [`evidence   until ${dispute.evidence_closes_at}`]),
    ...(state === "drawing" && dispute?.shares_by != null ? [`secrets    until ${dispute.shares_by}`] : []),
    ...found.statements.map(
      ({ side, kind, type, ground, text, entry }) =>
        `${side.padEnd(10)} ${type ?? kind}${ground === null ? "" : ` (${ground})`}, entry ${entry}${text === null ? "" : `: ${oneLine(text)}`}`,
    ),
    ...found.panels.flatMap(({ round, seats, skipped }) => [
      ...seats.map(
        ({ maintainer, state: seat, answers }) =>
          `panel ${round}    ${maintainer} ${seat}${answers === null ? "" : `: ${answers.fact}`}`,
      ),
      ...skipped.map(({ maintainer, reason }) => `skipped    ${maintainer} ${reason}`),
    ]),
    ...(found.draft === null ? [] : [`draft      ${rulingWords(found.draft)}`]),
    ...(dispute?.rulings ?? []).map((ruling) => `ruling     ${rulingWords(ruling)}`),
  ];
}

function rulingWords({
  outcome,
  attribution,
  severity,
  by,
  at,
  labels,
  on_silence: onSilence,
  weight,
}: RulingView): string {
  const said = [outcome, attribution, severity, ...labels, ...(onSilence ? ["on-silence"] : [])].filter(
    (one) => one !== null,
  );
  return `${said.join(", ")}; by ${by}, ${at}${weight === "half" ? ", counts half" : ""}`;
}

const SHOWN = 400;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}
