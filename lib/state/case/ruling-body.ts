/** The statement of a ruling: what was ruled is derived, and the body says just that. */
import type { Ruling } from "#lib/dispute/dispute.ts";
import { RULING_RULE, type RulingBody } from "#lib/statement/dispute-bodies.ts";
import type { CaseForm } from "./case-forms.ts";

/** With the evidence on which it rests: what a claim says is heard, and carries no ruling. */
export function rulingBodyOf({ filedIn, dispute }: CaseForm, { at: _, entry: __, ...found }: Ruling): RulingBody {
  const shown = (dispute?.evidence ?? []).filter((item) => item.class !== "claim").map(({ entry }) => entry);
  const relied = [...new Set([filedIn, ...shown])].sort((a, b) => a - b);
  return { ...found, rule: RULING_RULE, relied, automated: found.by === "machine" };
}
