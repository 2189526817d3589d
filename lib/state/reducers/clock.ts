/** clock.record: the record of what time has made due. The first effective one wins, later ones are void. */
import type { z } from "zod";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { clockRecordBody, Transition } from "#lib/statement/bodies.ts";
import { clockRecordId } from "#lib/statement/clock-record.ts";
import { controlOf } from "../control.ts";
import { type AggregateKey, type Form, keyKey, participantKey, proposalKey } from "../forms.ts";
import type { Entry, Reducer, Writes } from "../step.ts";
import { participantOf, proposalOf, type StateView, signingKeyOf } from "../view.ts";

type Body = z.infer<typeof clockRecordBody>;

export const recordTransition: Reducer = (view, entry) => {
  const { loggedAt, statement } = entry;
  const body = statement.body as Body;
  const deadline = parseInstant(body.deadline);
  const deterministic =
    statement.issuedAt === body.deadline && statement.id === clockRecordId(body) && statement.parts === undefined;
  if (!deterministic || deadline === undefined || deadline > loggedAt) return "guard";
  return body.transition === "lapse" ? lapse(view, entry, body) : turnKey(view, entry, body);
};

/** A due transition of a form: the recorded state that it leaves, the one that it enters, and when. */
type Turn<F> = { leaves: string; enters: string; deadlineOf: (form: F) => string | null };
type KeyTurn = Turn<{ activeFrom: string | null; retirement: { retiresAt: string } | null }>;

/** Transitions that time makes due; the job that submits the records reads this table too. */
export const KEY_TURNS: Record<Exclude<Transition, "lapse">, KeyTurn & { enters: "active" | "retired" }> = {
  activate: { leaves: "pending", enters: "active", deadlineOf: (key) => key.activeFrom },
  retire: { leaves: "retiring", enters: "retired", deadlineOf: (key) => key.retirement?.retiresAt ?? null },
};

function turnKey(
  view: StateView,
  { loggedAt, statement }: Entry,
  { aggregate, transition, deadline }: Body,
): Writes | VoidCode {
  if (transition === "lapse") return "guard";
  const key = signingKeyOf(view, aggregate.slice("key:".length));
  if (key === undefined || key.owner !== statement.subject) return "unknown-subject";
  const { leaves, enters, deadlineOf } = KEY_TURNS[transition];
  if (deadline !== deadlineOf(key)) return "guard";
  if (key.state !== leaves) return key.state === "revoked" || key.state === "proven" ? "guard" : "already-recorded";
  const writes = new Map<AggregateKey, Form>([[keyKey(key.thumbprint), { ...key, state: enters }]]);
  const owner = controlOf(view, key.owner, loggedAt);
  // The key of a recovery brings its spare key with it.
  if (owner !== undefined && participantOf(view, key.owner)?.recovery?.key === key.thumbprint)
    writes.set(participantKey(owner.did), owner);
  return writes;
}

/** A proposal that ran out keeps who signed it, not what it proposed: that stands in its entry. */
function lapse(view: StateView, { statement }: Entry, { aggregate, deadline }: Body): Writes | VoidCode {
  const hash = aggregate.slice("proposal:".length);
  const proposal = proposalOf(view, hash);
  if (proposal === undefined || statement.subject !== `stmt:${hash}`) return "unknown-subject";
  if (proposal.lapsesAt !== deadline || proposal.state === "carried") return "guard";
  if (proposal.state === "lapsed") return "already-recorded";
  return new Map([[proposalKey(hash), { ...proposal, state: "lapsed", proposed: null }]]);
}
