/** The jobs that the browser and this machine run alike. */

import type { Job } from "#lib/evidence/definition/run-definition.ts";
import { jobOf, TEST_LIMITS } from "#lib/evidence/definition/testing/definitions.ts";
import type { Hostile } from "#lib/evidence/definition/testing/hostile.ts";

export function hostileJob({ code }: Hostile, wallMs = 10_000): Job {
  return jobOf({ code, entrypoint: "attack", limits: { ...TEST_LIMITS, ticks: 60, memoryBytes: 1_572_864, wallMs } });
}
