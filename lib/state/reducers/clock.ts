/** clock.record: the record of what time has made due. The first effective one wins, later ones are void. */
import type { z } from "zod";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { clockRecordBody, Transition } from "#lib/statement/bodies.ts";
import { clockRecordId } from "#lib/statement/clock-record.ts";
import { controlOf } from "../control.ts";
import { type AggregateKey, type Form, type KeyForm, keyKey, participantKey } from "../forms.ts";
import type { Reducer } from "../step.ts";
import { participantOf, signingKeyOf } from "../view.ts";

export const recordTransition: Reducer = (view, { loggedAt, statement }) => {
  const body = statement.body as z.infer<typeof clockRecordBody>;
  const key = signingKeyOf(view, body.aggregate.slice("key:".length));
  if (key === undefined || key.owner !== statement.subject) return "unknown-subject";
  const deadline = parseInstant(body.deadline);
  const { from, to, deadlineOf } = KEY_TRANSITIONS[body.transition];
  const deterministic =
    statement.issuedAt === body.deadline && statement.id === clockRecordId(body) && statement.parts === undefined;
  if (!deterministic || deadline === undefined || deadline > loggedAt || body.deadline !== deadlineOf(key))
    return "guard";
  if (key.state !== from) return key.state === "revoked" || key.state === "proven" ? "guard" : "already-recorded";
  const writes = new Map<AggregateKey, Form>([[keyKey(key.thumbprint), { ...key, state: to }]]);
  const owner = controlOf(view, key.owner, loggedAt);
  // The key of a recovery brings its spare key with it.
  if (owner !== undefined && participantOf(view, key.owner)?.recovery?.key === key.thumbprint)
    writes.set(participantKey(owner.did), owner);
  return writes;
};

type KeyTransition = {
  from: KeyForm["state"];
  to: KeyForm["state"];
  deadlineOf: (key: KeyForm) => string | null;
};

/** The transitions of a key that time makes due; the job that submits the records reads this table too. */
export const KEY_TRANSITIONS: Record<Transition, KeyTransition> = {
  activate: { from: "pending", to: "active", deadlineOf: (key) => key.activeFrom },
  retire: { from: "retiring", to: "retired", deadlineOf: (key) => key.retirement?.retiresAt ?? null },
};
