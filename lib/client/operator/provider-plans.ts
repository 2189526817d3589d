/** What an operator says about its providers and those of others: changes, handovers, links, claims. */
import type { Did, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { LinkRelation } from "#lib/statement/bodies.ts";
import type { Draft } from "./use-account-statement.ts";

type Provider = Pick<ProviderForm, "id" | "name" | "slots">;

const about = ({ id, slots }: Provider) => ({ subject: id, prev: slots.provider });

export function planUpdate(provider: Provider, body: JsonObject): Draft {
  return { kind: "provider.update", ...about(provider), body };
}

export function planTransfer(provider: Provider, to: Did): Draft {
  return { kind: "provider.transfer", ...about(provider), body: { to } };
}

/** The name as it stands, said again: whatever changes the provider ends its open offers, and this changes nothing else. */
export function planWithdrawal(provider: Provider): Draft {
  return planUpdate(provider, { name: provider.name });
}

export function planLink(provider: Provider, other: ProviderId, relation: LinkRelation): Draft {
  return { kind: "provider.link", subject: provider.id, body: { other, relation } };
}

export function planUnlink(provider: Provider, other: ProviderId, relation: LinkRelation): Draft {
  return { kind: "provider.link", subject: provider.id, body: { other, relation, ended: true } };
}

export function planAcceptance(statement: StatementHash): Draft {
  return { kind: "cosign", subject: `stmt:${statement}`, body: { statement } };
}

/** `id`: that which follows from the provider's key. */
export function planClaim(id: ProviderId, body: JsonObject): Draft {
  return { kind: "provider.claim", subject: id, body };
}
