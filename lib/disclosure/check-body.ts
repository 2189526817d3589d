/** Everything that can be said against a disclosure's body before it is signed: by its schema, and by the log's clock. */
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { type Complaint, complaintsOf } from "#lib/statement/schema-refusal.ts";
import { endOf } from "./life.ts";

/** Empty: the body is well formed and would be fresh at `now`. Complaints of the clock come once the schema has none. */
export function complaintsAbout(type: DisclosureType, body: JsonObject, now: Instant): Complaint[] {
  const parsed = type.body.safeParse(body);
  if (!parsed.success) return complaintsOf(parsed.error.issues, body);
  const end = endOf(type, body, now);
  return "rule" in end ? [{ path: [end.field], rule: end.rule }] : [];
}

/** The body with the version and the dates that it leaves out, as the form would preset them. */
export function completeBody({ life, body }: DisclosureType, given: JsonObject, now: Instant): JsonObject {
  const isDated = life.ends === "at-expiry" && "expiresAt" in body.shape;
  const expiry = isDated ? { expiresAt: formatInstant(addMs(now, life.presetDays * DAY_MS)) } : {};
  return { version: 1, effectiveAt: formatInstant(now), ...expiry, ...given };
}
