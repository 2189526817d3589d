/** Canonical form of providers that share their fate, as the operators of both sides of each link state it. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { LinkRelation } from "#lib/statement/bodies.ts";

/** Relations by which one's failure is likely the other's; selling somebody's tokens is none. */
export const SHARED_FATE = ["same-owner", "same-custody", "same-host"] as const satisfies readonly LinkRelation[];

export type Shared = { one: ProviderId; other: ProviderId; relation: (typeof SHARED_FATE)[number] };

/** Both lists in order. Without members: what it was has ended, or became part of another. */
export type ClusterForm = {
  aggregate: "cluster";
  /** The smallest id of the members when it began. */
  id: ProviderId;
  members: ProviderId[];
  relations: Shared[];
};

/** A link that would join more than these joins nothing. */
export const CLUSTER_MEMBERS = 64;

export const clusterKey = (id: string) => `cluster:${id}` as const;
