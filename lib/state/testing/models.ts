/** For tests: a model that is announced, with parts that nobody reads. */
import type { JsonObject } from "#lib/kernel/json.ts";
import { MODEL_1, type Model } from "#lib/reputation/model.ts";
import { MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import { hashOf } from "./cases.ts";
import type { Saying } from "./world.ts";

export function announcing(model: string, change: JsonObject = {}): Omit<Saying, "by"> {
  const hash = hashOf(model);
  const body = { model, hash, codeSha256: hashOf(`${model} code`), ruleSha256: hashOf(`${model} rules`), ...change };
  const parts = [MODEL_MEDIA_TYPE, "text/markdown"].map((mediaType, at) => ({
    ...{ commit: hashOf(`${model} part ${at}`), bytes: 900, mediaType },
    visibility: "public" as const,
  }));
  return { kind: "model.announce", subject: "index", body, change: { parts } };
}

/** Made up: no sign of life weighs more, and everything before it the same. */
export const SECOND: Model = {
  ...MODEL_1,
  name: "made-up",
  failure: {
    ...MODEL_1.failure,
    terms: {
      ...MODEL_1.failure.terms,
      heartbeat: {
        ...MODEL_1.failure.terms.heartbeat,
        points: { ...MODEL_1.failure.terms.heartbeat.points, none: -40_000 },
      },
    },
  },
};
