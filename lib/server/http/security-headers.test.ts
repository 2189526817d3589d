/** Which answers may compile code: one worker's script, and no page. */
import { expect, test } from "vitest";
import { EVIDENCE_WORKER_POLICY, pagePolicy } from "./security-headers.ts";

test("no page may compile WebAssembly or evaluate text; the evidence worker may compile, and loads nothing but itself", () => {
  expect(pagePolicy("AAAA", { https: true, dev: false }, "/")).not.toContain("unsafe-eval");
  expect(EVIDENCE_WORKER_POLICY.split("; ").filter((rule) => !rule.endsWith("'none'"))).toEqual([
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
  ]);
  expect(EVIDENCE_WORKER_POLICY).toContain("default-src 'none'");
});

test("one page may call providers, and no other page may call anybody but this site", () => {
  const targets = (path: string) =>
    /connect-src ([^;]*)/.exec(pagePolicy("AAAA", { https: false, dev: false }, path))?.[1];
  expect(targets("/report/capture")).toBe("'self' https: http://127.0.0.1:* http://localhost:*");
  for (const path of ["/", "/report", "/report/capture/", "/report/captured", "/x/report/capture"])
    expect(targets(path), path).toBe("'self'");
});
