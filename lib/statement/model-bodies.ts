/** Bodies of what the admins say of the model by which marks are computed: its constants, its code and its rules. */
import { z } from "zod";
import { hexHash, instantText, line } from "./fields.ts";

/** Of the first part of an announcement: the model file. */
export const MODEL_MEDIA_TYPE = "application/vnd.touchstone.model.v1+json";

/** Of the second: who would move (`lib/reputation/model-delta.ts`). The fold takes any text here. */
export const MODEL_DELTA_MEDIA_TYPE = "application/vnd.touchstone.model-delta.v1+json";

/**
 * `hash`: SHA-256 of the canonical model file. `codeSha256`, `ruleSha256`: of the code that computes with it and of the rules as
 * text. `from`: not before this time is it activated.
 */
export const modelAnnounceBody = z.strictObject({
  model: line(80),
  hash: hexHash,
  codeSha256: hexHash,
  ruleSha256: hexHash,
  from: instantText.optional(),
});
export type ModelAnnounceBody = z.infer<typeof modelAnnounceBody>;

export const modelActivateBody = z.strictObject({ hash: hexHash });
export type ModelActivateBody = z.infer<typeof modelActivateBody>;
