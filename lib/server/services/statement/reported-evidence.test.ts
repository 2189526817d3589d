/** Every way by which evidence becomes public, tried with a token that can still be spent. */
import { expect, test } from "vitest";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { answeredAt } from "#lib/evidence/testing/signed-answer.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { EVIDENCE_MEDIA_TYPE } from "#lib/statement/evidence-bodies.ts";
import type { Submission } from "#lib/statement/submission.ts";
import { publicEvidence, reportedEvidence, requireNoSecret } from "./reported-evidence.ts";

const bundle = (text: string) => encodeBundle({ ...exampleBundle, claim: { ...exampleBundle.claim, text } });
const SECRET = bundle("I called it with Authorization: Bearer 0a1b2c3d4e5f60718293");

/** A statement with these parts: media type, visibility and bytes. */
function submitted(kind: string, ...given: (readonly [string, string, Uint8Array])[]): Submission {
  const parts = given.map(([mediaType, visibility]) => ({ mediaType, visibility }));
  return {
    parsed: { statement: { kind, parts } },
    parts: given.map(([, , bytes]) => ({ bytes, nonce: new Uint8Array(32) })),
  } as unknown as Submission;
}

const refusal = (submission: Submission) => {
  try {
    requireNoSecret(publicEvidence(submission), answeredAt);
    return undefined;
  } catch (error) {
    return error;
  }
};

test("evidence with a secret is refused by whatever statement it comes, and in whatever part", () => {
  const fine = [EVIDENCE_MEDIA_TYPE, "public", bundle("It was late.")] as const;
  for (const kind of ["report.file", "evidence.attach", "response.file", "appeal.file"])
    for (const mediaType of [EVIDENCE_MEDIA_TYPE, "application/json", "text/plain"]) {
      expect(refusal(submitted(kind, fine, [mediaType, "public", SECRET]))).toMatchObject({
        code: "secret",
        errors: [{ pointer: "/parts/1/claim/text" }],
      });
      expect(refusal(submitted(kind, fine))).toBeUndefined();
    }
});

test("what is sealed, or is no evidence, is nobody's to look at; a report's evidence is its first part", () => {
  expect(refusal(submitted("response.file", [EVIDENCE_MEDIA_TYPE, "parties", SECRET]))).toBeUndefined();
  const note = utf8Encode(`{"note": "Bearer of bad news"}`);
  expect(refusal(submitted("evidence.attach", ["text/plain", "public", note]))).toBeUndefined();
  const filed = submitted("report.file", [EVIDENCE_MEDIA_TYPE, "public", SECRET]);
  expect(reportedEvidence(filed, publicEvidence(filed))?.claim.kind).toBe(exampleBundle.claim.kind);
  const other = submitted("appeal.file", [EVIDENCE_MEDIA_TYPE, "public", SECRET]);
  expect(reportedEvidence(other, publicEvidence(other))).toBeUndefined();
});
