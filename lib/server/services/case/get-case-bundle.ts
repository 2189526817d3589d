import { caseKey } from "#lib/state/case/case-forms.ts";
import type { Ctx } from "../context.ts";
import { getPart, type PublicPart } from "../log/get-part.ts";
import { ServiceError } from "../service-error.ts";
import { readAggregate } from "../state/read-aggregates.ts";

/** The evidence byte for byte. Errors: `not-found`; `gone` when it was withheld. */
export async function getCaseBundle(ctx: Ctx, id: string): Promise<PublicPart> {
  const { data, as_of } = await readAggregate(ctx, caseKey(id), undefined);
  if (data?.form.aggregate !== "case")
    throw new ServiceError("not-found", `No case ${id} was filed at size ${as_of.size}.`);
  return await getPart(ctx, data.form.bundle);
}
