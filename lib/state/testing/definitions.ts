/** A definition as a statement says it: the body, and the commitments of its code. */
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";

/** `version` makes documents differ; the window begins at `from` and lasts thirty days. */
export function publishing(from: Instant, version = 1): { body: JsonObject; change: Partial<UnsignedStatement> } {
  const window = {
    validFrom: formatInstant(from),
    validUntil: formatInstant(addMs(from, 30 * DAY_MS)),
    graceSeconds: 3_600,
  };
  const definition = functionOf({ window, unattestable: [{ status: 500 + version }] });
  const { bytes } = definition.code;
  const part = { commit: "0".repeat(64), bytes, mediaType: "text/javascript", visibility: "public" as const };
  return {
    body: { name: `Sorting, version ${version}`, definition } as unknown as JsonObject,
    change: { parts: [part] },
  };
}
