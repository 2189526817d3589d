import { expect, test } from "vitest";
import { verifyWholeCase } from "#lib/state/files/verify-whole-case.ts";
import { encodeWholeCase, type WholeCase } from "#lib/state/files/whole-case.ts";
import { PEOPLE } from "#lib/state/testing/disputes.ts";
import { logSigner } from "#lib/state/testing/fraud-world.ts";
import { handedOverCase } from "#lib/state/testing/whole-case.ts";
import { rememberingVerify } from "#lib/state/testing/world.ts";
import { judgedIn } from "./judged-in.ts";

const { file } = handedOverCase();
const trust = { logVkey: logSigner.vkey, raw: rememberingVerify };
const judged = (changed: Partial<WholeCase> = {}) =>
  judgedIn(verifyWholeCase(encodeWholeCase({ ...file, ...changed }), trust));

test("evidence in a case is held against what the proven state says was found, at the report's own place", () => {
  const found = verifyWholeCase(encodeWholeCase(file), trust);
  const report = found.said?.find(({ parsed }) => parsed.statement.kind === "report.file");
  expect(judged()).toEqual({
    filed: { filed: { index: report?.index, at: report?.loggedAt }, earlier: null, similar: 0 },
    verdict: { verdict: "out-of-scope", reason: expect.anything() },
  });
  // Before a state root covers it, the index's own signed word; a stranger's is none.
  const alone = verifyWholeCase(encodeWholeCase({ ...file, state: [] }), trust);
  expect(judgedIn(alone)).toEqual(judged());
  expect(judgedIn({ ...alone, issuer: PEOPLE.stranger.did })?.verdict).toBeUndefined();
  expect(judged({ receipts: file.receipts.filter(({ index }) => index !== report?.index) })).toBeUndefined();
});
