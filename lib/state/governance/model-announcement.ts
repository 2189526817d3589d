/**
 * What an announcement of a model says, as a file: a terminal computes it from the replayed log
 * (docs/protocol/models.md, "In a browser"), a browser that holds an administrator's key reads it again and signs.
 */
import { z } from "zod";
import { canonicalBytes, type JsonObject, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Model, modelHash } from "#lib/reputation/model.ts";
import type { ModelDelta } from "#lib/reputation/model-delta.ts";
import { parseModel } from "#lib/reputation/parse-model.ts";
import { ruleHash } from "#lib/reputation/rules/rule-text.ts";
import { TIERS } from "#lib/reputation/tier.ts";
import { hexHash, line, providerId } from "#lib/statement/fields.ts";
import { type ModelAnnounceBody, modelAnnounceBody } from "#lib/statement/model-bodies.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";

export type ModelAnnouncement = {
  readonly body: ModelAnnounceBody;
  readonly model: Model;
  readonly delta: ModelDelta;
};

const TYPE = "touchstone-model-announcement/v1";

const whole = z.int().min(0);
const mark = z.strictObject({ tier: z.enum(TIERS), high: whole.max(1_000_000) });

const announcementFile = z.strictObject({
  type: z.literal(TYPE),
  body: modelAnnounceBody,
  model: z.record(z.string(), z.unknown()),
  delta: z.strictObject({
    type: z.literal("touchstone-model-delta/v1"),
    before: hexHash.nullable(),
    after: hexHash,
    day: whole,
    size: whole,
    providers: whole,
    unlisted: whole,
    moved: z.array(
      z.strictObject({ provider: providerId, before: mark.nullable(), after: mark, term: line(80), points: z.int() }),
    ),
  }),
});

const breachOf = refusalBy(announcementFile);

/** Canonical JSON. */
export function formatModelAnnouncement({ body, model, delta }: ModelAnnouncement): Uint8Array {
  return canonicalBytes({ type: TYPE, body, model, delta } as unknown as JsonObject);
}

/**
 * Refusals: those of the canonical form, of the schema and of the model file with their places, and of a body that names
 * another file, name or rule text than the model's own. What the code's hash is of, and who moves, is the terminal's word.
 */
export function parseModelAnnouncement(bytes: Uint8Array): Result<ModelAnnouncement, Refusal> {
  const parsed = parseCanonical(bytes, { maxBytes: 1_048_576, maxKeys: 50_000 });
  if (!parsed.ok) return parsed;
  const breach = breachOf(parsed.value, "");
  if (breach !== undefined) return err(breach);
  const { body, delta, model: given } = parsed.value as unknown as z.infer<typeof announcementFile>;
  const read = parseModel(canonicalBytes(given as JsonObject));
  if (!read.ok) return err({ ...read.error, pointer: `/model${read.error.pointer}` });
  const model = read.value;
  const hash = modelHash(model);
  if (body.hash !== hash) return err(refusal("schema", "/body/hash", `The model in this file has the hash ${hash}.`));
  if (body.model !== model.name) return err(refusal("schema", "/body/model", `The model calls itself ${model.name}.`));
  if (body.ruleSha256 !== ruleHash(model))
    return err(refusal("schema", "/body/ruleSha256", "The rules of this model have another hash."));
  if (delta.after !== hash)
    return err(refusal("schema", "/delta/after", "Who would move was computed of another model."));
  return ok({ body, model, delta });
}
