/** What administrators sign about maintainers and the policy, and what maintainers sign about themselves. */
import type { Did, StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Policy } from "#lib/statement/bodies.ts";
import type { MaintainerInterestsBody } from "#lib/statement/maintainer-bodies.ts";
import type { Draft } from "../operator/use-account-statement.ts";

export function planAppoint(maintainer: Did): Draft {
  return { kind: "maintainer.appoint", subject: "index", body: { maintainer } };
}

export function planRemove(maintainer: string, reason: string): Draft {
  return { kind: "maintainer.remove", subject: "index", body: { maintainer, reason } };
}

export function planAccept(did: Did): Draft {
  return { kind: "maintainer.accept", subject: did, body: {} };
}

export function planInterests(did: Did, body: MaintainerInterestsBody): Draft {
  return { kind: "maintainer.interests", subject: did, body };
}

/** `drawChainEnd`: of another chain of draws; absent: it stays. */
export function planAnnouncePolicy(policy: Policy, drawChainEnd?: string): Draft {
  const body = { policy, ...(drawChainEnd === undefined ? {} : { drawChainEnd }) };
  return { kind: "policy.announce", subject: "index", body: body as unknown as JsonObject };
}

export function planActivatePolicy(announced: string): Draft {
  return { kind: "policy.activate", subject: "index", body: { announced: announced as StatementHash } };
}
