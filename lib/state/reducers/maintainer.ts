/** Who decides cases: appointed and removed by the admins, by its own word willing, and by its own word bound to others. */
import { organisationName, TIES_KEPT, withInterests } from "#lib/dispute/conflict.ts";
import type { Did, EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import type {
  MaintainerAppointBody,
  MaintainerInterestsBody,
  MaintainerRemoveBody,
} from "#lib/statement/maintainer-bodies.ts";
import type { AggregateKey, Form } from "../forms.ts";
import {
  isServing,
  type MaintainerForm,
  maintainerKey,
  NO_SEATS,
  ROSTER_MEMBERS,
  type RosterForm,
  rosterKey,
  TERMS_KEPT,
  TIES_KEPT_MS,
} from "../governance/maintainer-forms.ts";
import type { Reducer, Writes } from "../reducer.ts";
import { indexOf, isWeakDid, maintainerOf, rosterOf, type StateView } from "../view.ts";

export const appointMaintainer: Reducer = (view, { index, loggedAt, statement }) => {
  const did = (statement.body as MaintainerAppointBody).maintainer as Did;
  const before = maintainerOf(view, did);
  if (before !== undefined && before.removedIn === null) return "already-exists";
  if (isWeakDid(did)) return "guard";
  const terms = termsOf(before);
  if (terms.length > TERMS_KEPT) return "guard";
  const form: MaintainerForm = {
    aggregate: "maintainer",
    did,
    appointedIn: index,
    appointedAt: formatInstant(loggedAt),
    acceptedIn: null,
    acceptedAt: null,
    removedIn: null,
    removedAt: null,
    terms,
    interests: null,
    ties: before?.ties ?? [],
    noShowFrom: before?.noShowFrom ?? null,
    noShowUntil: before?.noShowUntil ?? null,
    seats: before?.seats ?? NO_SEATS,
  };
  return new Map([[maintainerKey(did), form]]);
};

function termsOf(before: MaintainerForm | undefined): MaintainerForm["terms"] {
  const { terms = [], acceptedAt = null, removedAt = null } = before ?? {};
  return acceptedAt === null || removedAt === null ? terms : [...terms, { from: acceptedAt, until: removedAt }];
}

export const acceptMaintaining: Reducer = (view, { index, loggedAt, statement }) => {
  const before = maintainerOf(view, statement.subject);
  if (before === undefined || before.removedIn !== null) return "guard";
  if (before.acceptedIn !== null) return "already-recorded";
  return withRoster(view, index, { ...before, acceptedIn: index, acceptedAt: formatInstant(loggedAt) });
};

export const stateInterests: Reducer = (view, { index, loggedAt, statement }) => {
  const before = maintainerOf(view, statement.subject);
  if (before === undefined || before.removedIn !== null) return "guard";
  const body = statement.body as MaintainerInterestsBody;
  const interests = { ...body, statedIn: index, statedAt: formatInstant(loggedAt) };
  const forgetBefore = formatInstant(addMs(loggedAt, -TIES_KEPT_MS));
  const ties = withInterests(before.ties, body, interests.statedAt, forgetBefore);
  // Else nobody could tell a tie that is gone from one that made no room.
  if (ties.length >= TIES_KEPT) return "guard";
  return withRoster(view, index, { ...before, interests, ties });
};

export const removeMaintainer: Reducer = (view, { index, loggedAt, statement }) => {
  const before = maintainerOf(view, (statement.body as MaintainerRemoveBody).maintainer);
  if (before === undefined) return "guard";
  if (before.removedIn !== null) return "already-recorded";
  return withRoster(view, index, { ...before, removedIn: index, removedAt: formatInstant(loggedAt) });
};

/** The maintainer as it now is, and the roster with or without it: cases keep the one of their filing. */
function withRoster(view: StateView, entry: EntryIndex, form: MaintainerForm): Writes {
  const writes = new Map<AggregateKey, Form>([[maintainerKey(form.did), form]]);
  const index = indexOf(view);
  if (index === undefined) return writes;
  const before = index.roster === null ? [] : (rosterOf(view, index.roster)?.members ?? []);
  const members = membersWith(before, form);
  if (members === before) return writes;
  const roster: RosterForm = { aggregate: "roster", since: entry, members };
  return writes.set(rosterKey(entry), roster).set("index", { ...index, roster: entry });
}

/** The same list where nothing changes. */
function membersWith(before: RosterForm["members"], form: MaintainerForm): RosterForm["members"] {
  const others = before.filter(({ did }) => did !== form.did);
  if (!isServing(form) || form.interests === null) return others.length === before.length ? before : others;
  if (others.length >= ROSTER_MEMBERS) return before;
  const { organisation, statedAt: interestsAt } = form.interests;
  const named = organisation === null ? null : organisationName(organisation);
  const members = [...others, { did: form.did, interestsAt, organisation: named }];
  return members.sort((a, b) => (a.did < b.did ? -1 : 1));
}
