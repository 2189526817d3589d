/** What a provider's identity says of where it is and who regulates it. */
import type { JsonObject } from "#lib/kernel/json.ts";

export type IdentityFacts = { readonly jurisdiction: string | null; readonly regulation: string | null };

/** `body`: of its newest identity. Null where it does not say. Total. */
export function identityFacts(body: JsonObject | undefined): IdentityFacts {
  const regulation = body?.regulation;
  const status =
    regulation !== null && typeof regulation === "object" && "status" in regulation ? regulation.status : null;
  return {
    jurisdiction: typeof body?.jurisdiction === "string" ? body.jurisdiction : null,
    regulation: typeof status === "string" ? status.replaceAll("-", " ") : null,
  };
}
