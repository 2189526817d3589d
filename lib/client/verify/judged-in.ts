/** What a case in a file says of its evidence: where it was filed, and what the index found. */
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { caseStory } from "#lib/state/files/case-story.ts";
import type { WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import { VERDICTS, type VerdictBody, verdictBody } from "#lib/statement/evidence-bodies.ts";
import type { FiledFacts } from "../evidence/site-facts.ts";

type Judged = {
  readonly filed: FiledFacts;
  /** As it stands in the proven state; undefined: nothing yet. */
  readonly verdict: { readonly verdict: VerdictBody["verdict"]; readonly reason: string | null } | undefined;
};

/** Undefined where the file proves no state of the case or lacks its report: then there is nothing to hold a check against. */
export function judgedIn({ file, said = [], forms }: WholeCaseFinding): Judged | undefined {
  const story = file === undefined ? undefined : caseStory(file.case, forms);
  const report = said.find(({ parsed }) => parsed.statement.kind === "report.file");
  if (story === undefined || report === undefined) return undefined;
  const { index, loggedAt: at } = report;
  const similar = said.some(isSuspicion) ? SUSPICIOUS_PROVIDERS : 0;
  const known = VERDICTS.find((name) => name === story.verdict?.verdict);
  return {
    filed: { filed: { index: index as EntryIndex, at }, earlier: story.joinedTo, similar },
    verdict: known === undefined ? undefined : { verdict: known, reason: story.verdict?.reason ?? null },
  };
}

/** A verdict that let the definition wait: other cases, which no file of one case holds, were its reason. */
function isSuspicion({ parsed: { statement } }: NonNullable<WholeCaseFinding["said"]>[number]): boolean {
  if (statement.kind !== "verdict") return false;
  const body = verdictBody.safeParse(statement.body);
  return body.success && body.data.checks.some(({ reason }) => reason === "definition-suspected");
}
