/** Answers that the index signs: a DSSE envelope over question, time, answer and head (docs/protocol/signed-answers.md). */
import { z } from "zod";
import { ANSWER_PAYLOAD_TYPE } from "#lib/statement/signed-answer.ts";
import { didSchema } from "./common.ts";

export const signedAnswerSchema = z
  .object({
    payloadType: z.literal(ANSWER_PAYLOAD_TYPE),
    payload: z.string().meta({
      description:
        "Base64 of canonical JSON: {answer, asOf, checkpoint, origin, request, type}. `answer` is what the question answers without a signature, but for `as_of` and `checkpoint`.",
    }),
    signatures: z
      .array(z.object({ keyid: didSchema, sig: z.string() }))
      .length(1)
      .meta({
        description:
          "Ed25519 by the answer key of the index's genesis, over the envelope's pre-authentication encoding.",
      }),
  })
  .meta({ id: "SignedAnswer", description: "DSSE envelope, canonical JSON." });
