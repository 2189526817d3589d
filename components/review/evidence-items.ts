/** What there is to read in a case, in one list: the report with what it brings, then what was said and attached since. */
import { CLASS_WORDS, GROUND_WORDS } from "#components/case/dispute-words.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { CaseStatementView } from "#lib/contract/dispute.ts";
import type { Ground } from "#lib/statement/dispute-words.ts";

export type EvidenceEntry = {
  /** "report", or the index of its entry. */
  readonly id: string;
  readonly title: string;
  /** Whose it is, and what it counts as by whoever brought it. */
  readonly note: string;
  /** Undefined: the report itself, which the checks show. */
  readonly statement: CaseStatementView | undefined;
};

const SIDE_WORDS = { reporter: "the reporter", operator: "the provider", other: "somebody else" } as const;

export function evidenceOf({ statements, dispute }: Pick<CaseView, "statements" | "dispute">): EvidenceEntry[] {
  const said = statements.filter(({ kind }) => kind in KINDS);
  return [
    { id: "report", title: "The report and its evidence", note: "checked by machines first", statement: undefined },
    ...said.map((statement): EvidenceEntry => {
      const item = dispute?.evidence.find(({ entry }) => entry === statement.entry);
      const counts = item === undefined ? "" : `, ${lowerFirst(CLASS_WORDS[item.class].name)}`;
      return {
        id: `${statement.entry}`,
        title: item?.label ?? titleOf(statement),
        note: `by ${SIDE_WORDS[statement.side]}${counts}`,
        statement,
      };
    }),
  ];
}

const KINDS: Readonly<Record<string, string>> = {
  "response.file": "Answer",
  "evidence.attach": "Evidence",
  "appeal.file": "Appeal",
};

function titleOf({ kind, type, ground }: CaseStatementView): string {
  if (type === "extension") return "Asks for more time";
  if (type === "admission") return "Admits it";
  if (type === "contest")
    return ground === null ? "Contests it" : `Contests it: ${lowerFirst(GROUND_WORDS[ground as Ground].name)}`;
  return KINDS[kind] ?? kind;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The next that was not seen, else the next; the last leads to the first unseen one. */
export function nextItem(ids: readonly string[], seen: readonly string[], at: string): string {
  const from = ids.indexOf(at);
  const turned = [...ids.slice(from + 1), ...ids.slice(0, Math.max(from, 0))];
  return turned.find((id) => !seen.includes(id)) ?? ids[Math.min(from + 1, ids.length - 1)] ?? at;
}

export function itemBefore(ids: readonly string[], at: string): string {
  return ids[Math.max(ids.indexOf(at) - 1, 0)] ?? at;
}

/** The first that was not seen: a case opens there. */
export function firstUnseen(ids: readonly string[], seen: readonly string[]): string {
  return ids.find((id) => !seen.includes(id)) ?? ids[0] ?? "report";
}
