/** provider.transfer and provider.link: acts of two sides. Who must agree stands in authorise.ts; here is what then holds. */
import type { z } from "zod";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, HOUR_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { providerLinkBody, providerTransferBody } from "#lib/statement/bodies.ts";
import { withClusters } from "../clusters.ts";
import { type ProposalForm, type ProviderForm, providerKey } from "../forms.ts";
import { withOwnTie } from "../governance/own-tie.ts";
import type { Reducer } from "../reducer.ts";
import { participantOf, proposalOf, providerOf } from "../view.ts";

/**
 * An offer stands this long for all to see before it can be carried: whoever stole a control key hands no provider over
 * before the owner of the spare or recovery key has ended that key, and the offer with it.
 */
export const TRANSFER_NOTICE_MS = 72 * HOUR_MS;

/** Before this time the last signature under a proposal is void; null: it counts at once. */
export function carriedFrom({ kind, proposedAt }: Pick<ProposalForm, "kind" | "proposedAt">): string | null {
  const at = kind === "provider.transfer" ? parseInstant(proposedAt) : undefined;
  return at === undefined ? null : formatInstant(addMs(at, TRANSFER_NOTICE_MS));
}

/**
 * History, disclosures and what the domain says stay with the provider. What was the old operator's word does not: proofs
 * by key name the operator, and so does the consent to be looked at.
 */
export const transferProvider: Reducer = (view, { loggedAt, statement, hash }) => {
  const before = providerOf(view, statement.subject);
  const to = (statement.body as z.infer<typeof providerTransferBody>).to as Did;
  if (before === undefined || participantOf(view, to) === undefined) return "unknown-subject";
  if (to === before.operator) return "guard";
  const offer = proposalOf(view, hash);
  const from = offer && parseInstant(carriedFrom(offer) ?? "");
  if (from !== undefined && loggedAt < from) return "guard";
  const slots = { ...before.slots, provider: hash };
  const form: ProviderForm = { ...before, operator: to, provenBy: [], observe: false, slots };
  return withOwnTie(view, new Map([[providerKey(before.id), form]]), { maintainer: to, to: before.id, at: loggedAt });
};

/** Keeps the forms small. */
const MAX_LINKS = 16;

type Link = ProviderForm["links"][number];

/** A link stands in both providers' forms, so that each page shows it. */
export const linkProviders: Reducer = (view, { index, statedIn = index, statement }) => {
  const body = statement.body as z.infer<typeof providerLinkBody>;
  const one = providerOf(view, statement.subject);
  const other = providerOf(view, body.other);
  if (one === undefined || other === undefined) return "unknown-subject";
  if (one.id === other.id) return "guard";
  const mine = (link: Link) => link.other === other.id && link.relation === body.relation;
  const theirs = (link: Link) => link.other === one.id && link.relation === body.relation;
  if (body.ended === true) {
    if (!one.links.some(mine)) return "guard";
    return withClusters(view, [
      { ...one, links: one.links.filter((link) => !mine(link)) },
      { ...other, links: other.links.filter((link) => !theirs(link)) },
    ]);
  }
  if (one.links.some(mine)) return "already-exists";
  if (one.links.length >= MAX_LINKS || other.links.length >= MAX_LINKS) return "guard";
  const linkTo = (id: ProviderId, from: Link["from"]): Link => ({
    other: id,
    relation: body.relation,
    from,
    entry: statedIn,
  });
  return withClusters(view, [
    { ...one, links: [...one.links, linkTo(other.id, "this")] },
    { ...other, links: [...other.links, linkTo(one.id, "other")] },
  ]);
};
