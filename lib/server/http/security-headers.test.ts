/** Which answers may compile code: one worker's script, and no page. */
import { expect, test } from "vitest";
import { EVIDENCE_WORKER_POLICY, pagePolicy } from "./security-headers.ts";

test("no page may compile WebAssembly or evaluate text; the evidence worker may compile, and loads nothing but itself", () => {
  expect(pagePolicy("AAAA", { https: true, dev: false })).not.toMatch(/wasm|eval/);
  expect(EVIDENCE_WORKER_POLICY.split("; ").filter((rule) => !rule.endsWith("'none'"))).toEqual([
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
  ]);
  expect(EVIDENCE_WORKER_POLICY).toContain("default-src 'none'");
});
