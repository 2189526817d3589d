import { expect, test } from "vitest";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { verifyPromise } from "#lib/log/promise.ts";
import { verifyReceipt } from "#lib/log/receipt.ts";
import { checkStatementSignature, parseStatement } from "#lib/statement/envelope.ts";
import { examplesPage, workedExamples } from "./examples-page.ts";

const examples = workedExamples();

test("what the page shows is what the product's own parsers take", () => {
  const { operator, participant, provider, log, promiser, checkpointNote, receipt, promise } = examples;
  for (const { bytes } of [participant, provider]) {
    const parsed = parseStatement(bytes);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const key = publicKeyOfDid(operator.did) ?? new Uint8Array();
    expect(checkStatementSignature(parsed.value, key)).toBe(true);
  }
  expect(openCheckpoint(checkpointNote, log.vkey).ok).toBe(true);
  expect(verifyReceipt(receipt, { logVkey: log.vkey })).toMatchObject({ ok: true, index: 1 });
  expect(verifyPromise(promise, promiser.vkey).ok).toBe(true);
  for (const shown of [checkpointNote.trimEnd(), new TextDecoder().decode(receipt), promise.trimEnd()])
    expect(examplesPage()).toContain(shown);
});
