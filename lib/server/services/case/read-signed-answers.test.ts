import { expect, test } from "vitest";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import { resultText } from "#lib/evidence/words/result.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { Ctx } from "../context.ts";
import { readSignedAnswers } from "./read-signed-answers.ts";

test("two signed answers are told by their values; what a rule must be run for, is not proven, or was withheld has none", async () => {
  const { equivocation } = await exampleClaims();
  if (equivocation === undefined) throw new Error("There is no such example.");
  const ctx = (bytes: Uint8Array | undefined) =>
    ({
      pool: { query: async () => ({ rows: bytes === undefined ? [] : [{ bytes: Buffer.from(bytes) }] }) },
    }) as unknown as Ctx;
  const bundle = { bundle: "0".repeat(64) } as Pick<CaseForm, "bundle">;
  const there = ctx(equivocation.bytes);
  const proven = { verdict: "proven", claim: "equivocation" } as const;
  const pieces = await readSignedAnswers(there, proven, bundle);
  expect(resultText(pieces ?? [])).toMatch(/^It answered .+\. To the same request it also answered .+\./);
  expect(await readSignedAnswers(ctx(undefined), proven, bundle)).toBeNull();
  expect(await readSignedAnswers(there, { ...proven, verdict: "refuted" }, bundle)).toBeNull();
  expect(await readSignedAnswers(there, { ...proven, claim: "wrong-result" }, bundle)).toBeNull();
});
