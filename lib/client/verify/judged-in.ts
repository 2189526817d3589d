/** What a case in a file says of its evidence: where it was filed, and what the index found. */
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import { caseIdOf, type EntryIndex } from "#lib/kernel/ids.ts";
import { caseStory } from "#lib/state/files/case-story.ts";
import type { WholeCaseFinding } from "#lib/state/files/verify-whole-case.ts";
import { VERDICTS, type VerdictBody, verdictBody } from "#lib/statement/evidence-bodies.ts";
import { commitOf } from "#lib/statement/submission.ts";
import type { FiledFacts } from "../evidence/site-facts.ts";

type Judged = {
  readonly filed: FiledFacts;
  /** As it stands in the proven state, else as the index signed it last; undefined: nothing yet. */
  readonly verdict: { readonly verdict: VerdictBody["verdict"]; readonly reason: string | null } | undefined;
};

/** Undefined where the file lacks the report. */
export function judgedIn({ file, issuer, said = [], forms, filed }: WholeCaseFinding): Judged | undefined {
  const report = said.find(({ parsed }) => caseIdOf(parsed.hash) === file?.case);
  if (file === undefined || report === undefined) return undefined;
  const { index, loggedAt: at } = report;
  const story = caseStory(file.case, forms);
  const bundle = filed === undefined ? undefined : commitOf(filed);
  // Of the index alone: whoever gives the file could have logged another's word, which changed nothing.
  const signed = said.flatMap(({ parsed: { statement } }) =>
    statement.kind === "verdict" && statement.issuer === issuer
      ? (verdictBody.safeParse(statement.body).data ?? [])
      : [],
  );
  const last = story === undefined ? signed.findLast((body) => body.bundle === bundle) : story.verdict;
  const known = VERDICTS.find((name) => name === last?.verdict);
  // Other cases, which no file of one case holds, were the reason.
  const isSuspected = signed.some(({ checks }) => checks.some(({ reason }) => reason === "definition-suspected"));
  const similar = isSuspected ? SUSPICIOUS_PROVIDERS : 0;
  return {
    filed: { filed: { index: index as EntryIndex, at }, earlier: story?.joinedTo ?? null, similar },
    verdict: known === undefined ? undefined : { verdict: known, reason: last?.reason ?? null },
  };
}
