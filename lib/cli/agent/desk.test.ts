/** Where an agent's evidence goes. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { EvidenceDesk } from "./desk.ts";

test("evidence that repeats what its call was made with is for its owner's eyes, whatever stood in its place before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "desk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "call-1.evidence.json");
  writeFileSync(file, "of an earlier run", { mode: 0o644 });
  const desk = new EvidenceDesk(folder, undefined, { err: () => undefined, json: true });
  const subject = { provider: `prv_${"a".repeat(26)}` as ProviderId };
  const bundle = newBundle({ subject, claim: { kind: "content-address", params: {} }, exchanges: [] });
  await desk.take({ kind: "wrong", bundle, finding: {} as never, repeats: { field: "Authorization", endsAt: null } });
  expect((await desk.close()).map((kept) => kept.file)).toEqual([file]);
  expect(statSync(file).mode & 0o077).toBe(0);
});
