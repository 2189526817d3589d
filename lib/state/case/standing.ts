/** What the state knows of those who may decide a case, and of its two sides: what lib/dispute asks for. */
import {
  type Bond,
  barOf,
  bondSince,
  conflictOf,
  type MaintainerFacts,
  type Parties,
  type SinceFiling,
  type Tie,
} from "#lib/dispute/conflict.ts";
import type { Candidate } from "#lib/dispute/draw.ts";
import type { Standing } from "#lib/dispute/seats.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { standingMembers } from "../control.ts";
import type { ProviderForm } from "../forms.ts";
import { isServing, MAINTAINER_FRESH_MS, type RosterMember, servedUntil } from "../governance/maintainer-forms.ts";
import {
  maintainerOf,
  panelOf,
  participantOf,
  providerOf,
  reporterOf,
  rosterOf,
  type StateView,
  unclaimedOf,
} from "../view.ts";
import type { AtFiling, CaseForm, PanelForm } from "./case-forms.ts";

type Accusation = Pick<CaseForm, "provider" | "accused" | "reporter" | "filedAt" | "roster">;

/** Who runs the provider now, and the keys by which it is known. */
export function accusedNow(view: StateView, { provider, accused }: Pick<CaseForm, "provider" | "accused">): Did[] {
  const known = providerOf(view, provider);
  const named = unclaimedOf(view, provider)?.publicKey;
  const keys = accused.startsWith("did:") ? [accused as Did] : [];
  const all = [known?.operator, named, ...(known?.provenBy ?? []), ...keys].filter((did) => did !== undefined);
  return [...new Set(all)];
}

/**
 * Services on the newest price list: its facts name lines as "service / unit / currency". Sorted: a form that was read from
 * rows has its members in another order than one that was just written.
 */
function categoriesOf(provider: ProviderForm | undefined): string[] {
  const lines = provider?.disclosures.fees?.facts?.lines;
  if (typeof lines !== "object" || lines === null || Array.isArray(lines)) return [];
  return [...new Set(Object.keys(lines).map((name) => name.split(" / ").slice(0, -2).join(" / ")))].sort();
}

/** What tells who may not sit, as the log stands at the entry that files the case; null: there is no roster to draw from. */
export function atFilingOf(view: StateView, filed: Accusation): AtFiling | null {
  const members = filed.roster === null ? [] : (rosterOf(view, filed.roster)?.members ?? []);
  if (members.length === 0) return null;
  const provider = providerOf(view, filed.provider);
  const accused = accusedNow(view, filed);
  const { reporter, filedAt } = filed;
  const parties: Parties = { provider: filed.provider, accused, reporter, categories: categoriesOf(provider), filedAt };
  const speakers = speakersFor(view, [...accused, reporter], filedAt);
  const reports = reportsOf(view, [provider?.operator, reporter], filedAt);
  const conflicts: AtFiling["conflicts"] = {};
  for (const [place, { did, interestsAt }] of members.entries()) {
    const facts: MaintainerFacts = {
      did,
      ties: maintainerOf(view, did)?.ties ?? [],
      interestsAt,
      actsFor: speakers.get(did) ?? [],
      reportedLately:
        reports.some((id) => providerOf(view, id)?.operator === did) || ownReports(view, filed, did).length > 0,
    };
    const reason = conflictOf(facts, parties);
    if (reason !== null) conflicts[reason] = [...(conflicts[reason] ?? []), place];
  }
  return { accused, categories: parties.categories.slice(), conflicts };
}

/** Members that have spoken for one of these, and may: by did, for whom. */
function speakersFor(view: StateView, sides: readonly Did[], time: string): Map<string, Did[]> {
  const at = parseInstant(time);
  const found = new Map<string, Did[]>();
  for (const side of at === undefined ? [] : sides) {
    const participant = participantOf(view, side);
    const members = participant === undefined || at === undefined ? [] : standingMembers(participant, at);
    for (const { did, usedAt } of members) if (usedAt !== undefined) found.set(did, [...(found.get(did) ?? []), side]);
  }
  return found;
}

/** Whether a key is a side of the case, was one when it was filed, or has spoken for one and may. */
export function isOfASide(view: StateView, form: CaseForm, did: Did, at: Instant): boolean {
  const sides = [...accusedNow(view, form), ...(form.atFiling?.accused ?? []), form.reporter];
  return sides.includes(did) || speakersFor(view, sides, formatInstant(at)).has(did);
}

/** Providers that these have reported within so long before a time. */
function reportsOf(view: StateView, by: readonly (Did | undefined)[], time: string): string[] {
  return by.flatMap((did) => (did === undefined ? [] : reportedBy(view, did, time).flatMap(({ id }) => id ?? [])));
}

/** When the maintainer reported a side: within so long before the filing, or since. What had no room may be of anybody. */
function ownReports(view: StateView, { provider, reporter, filedAt }: Accusation, did: Did): string[] {
  const isAgainst = (id: string | null) =>
    id === null || id === provider || providerOf(view, id)?.operator === reporter;
  return reportedBy(view, did, filedAt).flatMap(({ id, since, at }) =>
    isAgainst(id) ? [since >= filedAt ? since : at] : [],
  );
}

/** Whom the key has reported within so long before a time, or later; null: of whom there was no room to remember. */
function reportedBy(view: StateView, by: Did, time: string): { id: string | null; since: string; at: string }[] {
  const reporter = reporterOf(view, thumbprintOfDid(by) ?? "");
  const since = parseInstant(time);
  if (reporter === undefined || since === undefined) return [];
  const from = formatInstant(addMs(since, -MAINTAINER_FRESH_MS));
  const named = reporter.against.map((one) => ({ id: one.provider, since: one.since, at: one.at }));
  const all = reporter.beyond === null ? named : [...named, { id: null, ...reporter.beyond }];
  return all.filter(({ at }) => at > from);
}

/** The round of a case for which maintainers are asked. */
export type Round = {
  readonly number: number;
  /** The panel of the round, once it is drawn. */
  readonly panel: PanelForm | undefined;
};

/** How the log sees the maintainers of a case: what bound them at its filing, and what they have done since. */
export function standingIn(view: StateView, form: CaseForm, round: Round): Standing {
  // Most cases have no panel, and nobody is asked about.
  let bound: Map<Did, ConflictReason> | undefined;
  return (did) => {
    bound ??= boundAtFiling(view, form);
    const removedAt = removedAtOf(view, did, round.panel?.drawnAt);
    const before = bound.get(did) ?? (isParty(view, form, did) ? "is-party" : null);
    if (before !== null) return { removedAt, conflict: before, conflictSince: null };
    const bond = bondOf(view, form, did);
    if (bond !== null) return { removedAt, conflict: bond.reason, conflictSince: bond.since };
    const conflict = hasSat(view, form, did, round.number) ? "sat-before" : null;
    return { removedAt, conflict, conflictSince: null };
  };
}

/**
 * Members of the roster at the entry that filed the case. What the log says of a seat that was left empty counts as of `due`,
 * when the draw is due: an index that draws late has no other pool to choose.
 */
export function poolOf(view: StateView, form: CaseForm, round: Round, due: Instant): Candidate[] {
  const bound = boundAtFiling(view, form);
  return membersOf(view, form).map(({ did, organisation }): Candidate => {
    const conflict = barOf(
      bound.get(did) ?? null,
      {
        removedAt: removedAtOf(view, did, formatInstant(due)),
        bond: bondOf(view, form, did),
        satBefore: hasSat(view, form, did, round.number),
        noShow: noShowOf(view, did),
      },
      due,
    );
    return { did, conflict, organisation };
  });
}

function noShowOf(view: StateView, did: Did): SinceFiling["noShow"] {
  const { noShowFrom: from = null, noShowUntil: until = null } = maintainerOf(view, did) ?? {};
  return from === null || until === null ? null : { from, until };
}

function membersOf(view: StateView, { roster }: Pick<CaseForm, "roster">): readonly RosterMember[] {
  return roster === null ? [] : (rosterOf(view, roster)?.members ?? []);
}

function boundAtFiling(view: StateView, form: CaseForm): Map<Did, ConflictReason> {
  const members = membersOf(view, form);
  const reasons = Object.entries(form.atFiling?.conflicts ?? {}) as [ConflictReason, number[]][];
  const places = reasons.flatMap(([reason, all]) => all.map((place) => [members[place]?.did, reason] as const));
  return new Map(places.flatMap(([did, reason]) => (did === undefined ? [] : [[did, reason]])));
}

/** Who was appointed after the filing is in no draw, and is told all the same what it is. */
function isParty(view: StateView, form: CaseForm, did: Did): boolean {
  if (membersOf(view, form).some((member) => member.did === did)) return false;
  return did === form.reporter || accusedNow(view, form).includes(did);
}

const NO_TIES: readonly Tie[] = [];

function bondOf(view: StateView, form: CaseForm, did: Did): Bond | null {
  const { provider, reporter, filedAt, atFiling } = form;
  if (atFiling === null) return null;
  const ties = maintainerOf(view, did)?.ties ?? NO_TIES;
  const reportedAt = ownReports(view, form, did);
  const { accused, categories } = atFiling;
  return bondSince({ ties, reportedAt }, { provider, accused, reporter, categories, filedAt });
}

/** Of whoever serves at a time, when that ended: who was removed and appointed again does not sit on. Undefined: now. */
function removedAtOf(view: StateView, did: Did, at: string | undefined): string | null {
  const maintainer = maintainerOf(view, did);
  if (maintainer === undefined) return formatInstant(0 as Instant);
  if (at !== undefined) return servedUntil(maintainer, at);
  return maintainer.removedAt ?? (isServing(maintainer) ? null : maintainer.appointedAt);
}

/** Voted in an earlier round of the case, or held a seat in which it could have. */
function hasSat(view: StateView, { id }: CaseForm, did: Did, number: number): boolean {
  for (let earlier = 1; earlier < number; earlier++) {
    const seats = panelOf(view, id, earlier)?.seats ?? [];
    const isHeld = seats.some(
      ({ maintainer, state, commit, answers }) =>
        maintainer === did && (state === "accepted" || commit !== null || answers !== null),
    );
    if (isHeld) return true;
  }
  return false;
}
