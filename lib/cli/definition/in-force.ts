/** Which version of a definition speaks of answers that are given now. */
import { windowAt } from "#lib/evidence/definition/judge.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { Definition } from "#lib/statement/definition.ts";

type Window = Definition["window"];

/** In force, else in its grace; of several the first. Undefined: none of them. */
export function inForce<T extends Window>(newestFirst: readonly T[], now: Instant): T | undefined {
  const found = (where: string) => newestFirst.find((window) => windowAt({ window }, now) === where);
  return found("in-force") ?? found("in-grace");
}

/** Of windows of which none is in force: "is not in force now; it will be from …". */
export function notInForceWords(windows: readonly Window[], now: Instant): string {
  const begins = windows.map(({ validFrom }) => validFrom).filter((from) => (parseInstant(from) ?? now) > now);
  const next = begins.sort()[0];
  const last = windows
    .map(({ validUntil }) => validUntil)
    .sort()
    .at(-1);
  return `is not in force now; it ${next === undefined ? `was until ${last}` : `will be from ${next}`}.`;
}
