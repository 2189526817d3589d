import type { AsOf } from "#lib/contract/common.ts";
import type { AgreementView } from "#lib/contract/definitions.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import type { Ctx } from "../context.ts";
import { getDefinition } from "./get-definition.ts";
import { type AgreementRow, readAgreement } from "./read-agreement.ts";

/** Of a body that a stranger made: enough to read, little enough for a list. */
const MOST_SHOWN_BYTES = 4096;

/** What the definition's page shows of services under it. Errors: `not-found`, `gone`. */
export async function getAgreement(
  ctx: Ctx,
  id: string,
  size: number | undefined,
): Promise<{ data: AgreementView[]; as_of: AsOf }> {
  const { data, as_of } = await getDefinition(ctx, id, size);
  return { data: (await readAgreement(ctx, data.form, as_of)).map(viewOf), as_of };
}

function viewOf({ id, name, tier, isShut, price, agrees, differs, newest }: AgreementRow): AgreementView {
  const { at, entry, isRight, shown } = newest;
  const { asked, question, answer } = shown;
  const seen = { at, entry, is_right: isRight, asked, question: bodyOf(question), answer: bodyOf(answer) };
  return { id, name, tier, is_shut: isShut, price, agrees, differs, newest: seen };
}

const bodyOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  start: base64Encode(bytes.subarray(0, MOST_SHOWN_BYTES)),
});
