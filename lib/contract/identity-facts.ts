/** What a provider's identity says of where it is and who regulates it. */
import { jurisdictionOf } from "#lib/disclosure/traits.ts";
import type { JsonObject } from "#lib/kernel/json.ts";

export type IdentityFacts = { readonly jurisdiction: string | null; readonly regulation: string | null };

/** `body`: of its newest identity. Null where it does not say. Total. */
export function identityFacts(body: JsonObject | undefined): IdentityFacts {
  const regulation = body?.regulation;
  const status =
    regulation !== null && typeof regulation === "object" && "status" in regulation ? regulation.status : null;
  return {
    jurisdiction: jurisdictionOf(body),
    regulation: typeof status === "string" ? status.replaceAll("-", " ") : null,
  };
}
