import { z } from "zod";
import { formatAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { buildConflictingCheckpoints } from "#lib/state/fraud/build.ts";
import { encodeFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { forkedAt, headOf, logSigner, smallLog } from "#lib/state/testing/fraud-world.ts";
import { expectAccessibleIn } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";

test("a proof against a log that this index watches is kept, and judged by the reader's browser on its page", async ({
  page,
  request,
}) => {
  const { leaves } = smallLog(4).world;
  const size = leaves.length;
  const head = headOf(leaves, size);
  const proof = buildConflictingCheckpoints(head, headOf(forkedAt(leaves, 1), size), logSigner.vkey);
  if (proof === undefined) throw new Error("Two heads of one size.");
  // Whoever convicts a log here brings one that this index has seen.
  const seen = formatAddCheckpoint({ oldSize: 0, proof: [], checkpointNote: head });
  expect((await request.post("/witness/add-checkpoint", { data: seen })).status()).toBe(200);
  const taken = await request.post("/api/v1/fraud-proofs", {
    data: Buffer.from(encodeFraudProof(proof)),
    headers: { "content-type": "application/json" },
  });
  const { data } = z.object({ data: z.object({ sha256: z.string() }) }).parse(await taken.json());
  await page.goto(`/log/fraud-proofs/${data.sha256}`);
  // This browser has no key of that log from anywhere else.
  await expect(page.getByText("This cannot be decided here.")).toBeVisible();
  await expectAccessibleIn(page, "a proof of fraud");
});
