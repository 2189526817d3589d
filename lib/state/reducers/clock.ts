/** clock.record: the record of what time has made due. The first effective one wins, later ones are void. */
import type { z } from "zod";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { clockRecordBody } from "#lib/statement/bodies.ts";
import { clockRecordId } from "#lib/statement/clock-record.ts";
import { type KeyForm, keyKey } from "../forms.ts";
import type { Reducer } from "../step.ts";
import { signingKeyOf } from "../view.ts";

export const recordTransition: Reducer = (view, { loggedAt, statement }) => {
  const body = statement.body as z.infer<typeof clockRecordBody>;
  const key = signingKeyOf(view, body.aggregate.slice("key:".length));
  if (key === undefined || key.owner !== statement.subject) return "unknown-subject";
  const deadline = parseInstant(body.deadline);
  const deterministic =
    statement.issuedAt === body.deadline && statement.id === clockRecordId(body) && statement.parts === undefined;
  if (!deterministic || deadline === undefined || deadline > loggedAt || body.deadline !== key.activeFrom)
    return "guard";
  if (key.state !== "pending") return key.state === "active" ? "already-recorded" : "guard";
  const active: KeyForm = { ...key, state: "active" };
  return new Map([[keyKey(key.thumbprint), active]]);
};
