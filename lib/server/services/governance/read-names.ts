import type { Did } from "#lib/kernel/ids.ts";
import { participantKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** What those who are registered call themselves at that size, by did. */
export async function readNames(ctx: Ctx, dids: readonly Did[], size: number): Promise<Map<Did, string>> {
  const forms = await readForms(ctx, dids.map(participantKey), size);
  return new Map(forms.flatMap((form) => (form.aggregate === "participant" ? [[form.did, form.displayName]] : [])));
}
