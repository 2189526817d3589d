/** What administrators sign about the model of marks. */
import type { Random } from "#lib/kernel/clock.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import type { ModelAnnouncement } from "#lib/state/governance/model-announcement.ts";
import { MODEL_DELTA_MEDIA_TYPE, MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import type { Draft } from "../operator/use-account-statement.ts";

/** The file and who would move, as public parts. `slot`: of the last act on models; null before the first. */
export function planAnnounceModel(
  { body, model, delta }: ModelAnnouncement,
  slot: string | null,
  random: Random,
): Draft {
  const partOf = (value: object, mediaType: string) => ({
    bytes: canonicalBytes(value as JsonObject),
    nonce: random(32),
    mediaType,
  });
  return {
    ...{ kind: "model.announce", subject: "index", body: body as JsonObject, prev: prevOf(slot) },
    parts: [partOf(model, MODEL_MEDIA_TYPE), partOf(delta, MODEL_DELTA_MEDIA_TYPE)],
  };
}

export function planActivateModel(hash: string, slot: string | null): Draft {
  return { kind: "model.activate", subject: "index", body: { hash }, prev: prevOf(slot) };
}

const prevOf = (slot: string | null) => (slot as StatementHash | null) ?? undefined;
