/** Which providers share their fate, after a link between two of them was stated or has ended. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { CLUSTER_MEMBERS, type ClusterForm, clusterKey, SHARED_FATE, type Shared } from "./cluster-forms.ts";
import { type AggregateKey, type Form, formText, type ProviderForm, providerKey } from "./forms.ts";
import type { Writes } from "./reducer.ts";
import { clusterOf, providerOf, type StateView } from "./view.ts";

/** `changed`: the forms of both sides. With them, whatever else changes: clusters, and which one each member names. */
export function withClusters(view: StateView, changed: readonly ProviderForm[]): Writes {
  const known = membersAround(view, changed);
  const groups = groupsOf([...known.values()].flatMap(sharedOf).filter(({ other }) => known.has(other)));
  const writes = new Map<AggregateKey, Form>(changed.map((form) => [providerKey(form.id), form]));
  const write = (form: ClusterForm) => {
    const before = view.get(clusterKey(form.id));
    if (before === undefined || formText(before) !== formText(form)) writes.set(clusterKey(form.id), form);
  };
  for (const group of groups) write(group);
  for (const id of new Set([...known.values()].flatMap(({ cluster }) => cluster ?? [])))
    if (!groups.some((group) => group.id === id)) write({ aggregate: "cluster", id, members: [], relations: [] });
  for (const form of known.values()) {
    const { cluster: before, ...alone } = form;
    const cluster = groups.find(({ members }) => members.includes(form.id))?.id;
    if (cluster !== before) writes.set(providerKey(form.id), cluster === undefined ? alone : { ...alone, cluster });
  }
  return writes;
}

/** Both sides, and all who were in a cluster with either. */
function membersAround(view: StateView, changed: readonly ProviderForm[]): Map<ProviderId, ProviderForm> {
  const known = new Map(changed.map((form) => [form.id, form]));
  for (const { cluster } of changed) {
    const members = cluster === undefined ? [] : (clusterOf(view, cluster)?.members ?? []);
    for (const id of members) {
      const form = known.get(id) ?? providerOf(view, id);
      if (form !== undefined) known.set(id, form);
    }
  }
  return known;
}

/** A link stands in both forms, and is told by the one whose it is. */
function sharedOf({ id, links }: ProviderForm): Shared[] {
  return links.flatMap(({ other, relation, from }) => {
    const shared = SHARED_FATE.find((one) => one === relation);
    return shared === undefined || from !== "this" ? [] : [{ one: id, other, relation: shared }];
  });
}

/** Whom the links join, in the order of their text, so that every reader of the same forms has the same groups. */
export function groupsOf(links: readonly Shared[], most = CLUSTER_MEMBERS): ClusterForm[] {
  const ordered = links.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  let groups: ReadonlySet<ProviderId>[] = [];
  for (const { one, other } of ordered) {
    const touched = groups.filter((group) => group.has(one) || group.has(other));
    const joined = new Set([one, other, ...touched.flatMap((group) => [...group])]);
    if (joined.size <= most) groups = [...groups.filter((group) => !touched.includes(group)), joined];
  }
  return groups.flatMap((group): ClusterForm[] => {
    const members = [...group].sort();
    const [id] = members;
    const relations = ordered.filter(({ one, other }) => group.has(one) && group.has(other));
    return id === undefined ? [] : [{ aggregate: "cluster", id, members, relations }];
  });
}

const textOf = ({ one, other, relation }: Shared): string => `${one} ${other} ${relation}`;
