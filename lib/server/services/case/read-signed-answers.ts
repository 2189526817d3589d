import type { CaseView } from "#lib/contract/cases.ts";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { differencePieces, type Piece, sidesOf } from "#lib/evidence/words/result.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { Ctx } from "../context.ts";
import { readPublicPart } from "./read-known-definition.ts";

/**
 * What a proven case is about in values, where the signed answers alone tell it: the two that differ. Null where a rule must
 * be run to tell, which this process never does, and where the evidence is withheld.
 */
export async function readSignedAnswers(
  ctx: Ctx,
  { verdict, claim }: Pick<CaseView, "verdict" | "claim">,
  { bundle: commit }: Pick<CaseForm, "bundle">,
): Promise<readonly Piece[] | null> {
  if (verdict !== "proven" || claim !== "equivocation") return null;
  const bytes = await readPublicPart(ctx.pool, commit);
  const read = bytes === undefined ? undefined : parseBundle(bytes);
  const sides = read?.ok === true ? sidesOf({ bundle: read.value }) : undefined;
  return (sides === undefined ? undefined : differencePieces(sides)) ?? null;
}
