/** policy.announce and policy.activate: the numbers that fold and intake read, said long before they hold. */
import { brokenPromiseOf } from "#lib/dispute/paths.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { PolicyActivateBody, PolicyAnnounceBody } from "#lib/statement/policy-bodies.ts";
import { type AggregateKey, type Form, POLICIES_KEPT, type PolicyForm } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf, policyFormOf } from "../view.ts";

/** Between announcement and activation. */
export const POLICY_NOTICE_MS = 14 * DAY_MS;

/** A newer announcement takes the place of one that is not in force yet, and its notice begins anew. */
export const announcePolicy: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const before = policyFormOf(view);
  if (before === undefined) return "guard";
  const { policy, drawChainEnd = null } = statement.body as PolicyAnnounceBody;
  // Clock by clock within bounds, and still too long together.
  if (policy.disputes !== undefined && brokenPromiseOf(policy.disputes) !== undefined) return "guard";
  const announced = { hash, policy, drawChainEnd, entry: index, at: formatInstant(loggedAt) };
  const form: PolicyForm = { ...before, announced };
  return new Map([["policy", form]]);
};

export const activatePolicy: Reducer = (view, { index, loggedAt, statement }) => {
  const [before, own] = [policyFormOf(view), indexOf(view)];
  const hash = (statement.body as PolicyActivateBody).announced as StatementHash;
  if (before === undefined || own === undefined) return "guard";
  const { announced } = before;
  if (announced === null || announced.hash !== hash) return "guard";
  if (loggedAt < (policyActivatableFrom(announced) ?? Number.POSITIVE_INFINITY)) return "guard";
  const at = formatInstant(loggedAt);
  const form: PolicyForm = {
    ...before,
    policy: announced.policy,
    since: index,
    announced: null,
    history: [...before.history, { hash, entry: index, at }].slice(-POLICIES_KEPT),
  };
  const writes = new Map<AggregateKey, Form>([["policy", form]]);
  if (announced.drawChainEnd === null || announced.drawChainEnd === own.drawChainEnd) return writes;
  return writes.set("index", { ...own, drawChainEnd: announced.drawChainEnd, drawChainSince: at });
};

/** Before this time an activation is void. Undefined: a form whose time is none, which the fold does not write. */
export function policyActivatableFrom({ at }: Pick<NonNullable<PolicyForm["announced"]>, "at">): Instant | undefined {
  const announcedAt = parseInstant(at);
  return announcedAt === undefined ? undefined : addMs(announcedAt, POLICY_NOTICE_MS);
}
