/** Everything that can be said against a disclosure's body before it is signed: by its schema, and by the log's clock. */
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { type Complaint, complaintsOf } from "#lib/statement/schema-refusal.ts";

/** The fold refuses a longer life of a type that ends by a field of its own. */
const LONGEST_LIFE_DAYS = 400;

/** Empty: the body is well formed and would be fresh at `now`. Complaints of the clock come once the schema has none. */
export function complaintsAbout(type: DisclosureType, body: JsonObject, now: Instant): Complaint[] {
  const parsed = type.body.safeParse(body);
  if (!parsed.success) return complaintsOf(parsed.error.issues, body);
  const late = lifeComplaint(type, body, now);
  return late === undefined ? [] : [late];
}

/** The fold's rule for the end of a version (docs/protocol/aggregates.md), said at the field that holds it. */
function lifeComplaint({ life }: DisclosureType, body: JsonObject, now: Instant): Complaint | undefined {
  if (life.ends === "never") return undefined;
  const field = life.ends === "at-expiry" ? "expiresAt" : life.field;
  const stated = parseInstant(String(body[field]));
  const from = parseInstant(String(body.effectiveAt));
  if (stated === undefined || from === undefined) return undefined;
  const [grace, longest] = life.ends === "at-expiry" ? [0, life.longestDays] : [life.graceDays, LONGEST_LIFE_DAYS];
  const until = addMs(stated, grace * DAY_MS);
  if (until <= now) return { path: [field], rule: "This time is past: choose one ahead." };
  if (until <= from) return { path: [field], rule: "It must come after the day from which it is true." };
  if (until - now > longest * DAY_MS) return { path: [field], rule: `At most ${longest - grace} days ahead.` };
  return undefined;
}

/** The body with the version and the dates that it leaves out, as the form would preset them. */
export function completeBody({ life, body }: DisclosureType, given: JsonObject, now: Instant): JsonObject {
  const isDated = life.ends === "at-expiry" && "expiresAt" in body.shape;
  const expiry = isDated ? { expiresAt: formatInstant(addMs(now, life.presetDays * DAY_MS)) } : {};
  return { version: 1, effectiveAt: formatInstant(now), ...expiry, ...given };
}
