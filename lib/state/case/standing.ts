/** What the state knows of those who may decide a case, and of its two sides: what lib/dispute asks for. */
import { conflictOf, type MaintainerFacts, organisationName, type Parties } from "#lib/dispute/conflict.ts";
import type { Candidate } from "#lib/dispute/draw.ts";
import type { Standing } from "#lib/dispute/seats.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { standingMembers } from "../control.ts";
import type { ProviderForm } from "../forms.ts";
import { isServing, MAINTAINER_FRESH_MS } from "../governance/maintainer-forms.ts";
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
import type { CaseForm, PanelForm } from "./case-forms.ts";

/** Of whom a case is; `isAppeal`: of the round that is drawn or runs. */
export function partiesOf(view: StateView, form: CaseForm, isAppeal: boolean): Parties {
  const provider = providerOf(view, form.provider);
  const named = unclaimedOf(view, form.provider)?.publicKey;
  const keys = form.accused.startsWith("did:") ? [form.accused as Did] : [];
  const accused = [provider?.operator, named, ...(provider?.provenBy ?? []), ...keys].filter(
    (did) => did !== undefined,
  );
  return {
    provider: form.provider,
    accused,
    reporter: form.reporter,
    categories: provider === undefined ? [] : categoriesOf(provider),
    filedAt: form.filedAt,
    isAppeal,
  };
}

/** Services on the newest price list: its facts name lines as "service / unit / currency". */
function categoriesOf({ disclosures }: ProviderForm): string[] {
  const lines = disclosures.fees?.facts?.lines;
  if (typeof lines !== "object" || lines === null || Array.isArray(lines)) return [];
  return [...new Set(Object.keys(lines).map((name) => name.split(" / ").slice(0, -2).join(" / ")))];
}

/** How the log sees the maintainers of a case at a time; `round`: that for which they are asked. */
export function standingIn(view: StateView, form: CaseForm, round: Round, at: Instant): Standing {
  const parties = partiesOf(view, form, round.isAppeal);
  return (did) => {
    const facts = maintainerFactsOf(view, form, did, round, at);
    const { removedAt } = facts;
    // Removal has a time of its own; what else stands in the way is asked as if there were none.
    const conflict = conflictOf({ ...facts, removedAt: null }, parties, at);
    const statedAt = maintainerOf(view, did)?.interests?.statedAt ?? null;
    const isStated = conflict !== null && STATED.has(conflict);
    return { removedAt, conflict, conflictSince: isStated ? statedAt : null };
  };
}

/** Conflicts that a maintainer's own interests bring. */
const STATED: ReadonlySet<string> = new Set(["operates", "funds", "audits", "employed-by", "holds-balance", "rival"]);

export type Round = {
  readonly number: number;
  readonly isAppeal: boolean;
  /** The panel of the round, once it is drawn. */
  readonly panel: PanelForm | undefined;
};

/** Members of the roster at the entry that filed the case, each as it stands now. */
export function poolOf(view: StateView, form: CaseForm, round: Round, at: Instant): Candidate[] {
  const parties = partiesOf(view, form, round.isAppeal);
  return membersOf(view, form).map(({ did }): Candidate => {
    const conflict = conflictOf(maintainerFactsOf(view, form, did, round, at), parties, at);
    const organisation = maintainerOf(view, did)?.interests?.organisation ?? null;
    return { did, conflict, organisation: organisation === null ? null : organisationName(organisation) };
  });
}

function membersOf(view: StateView, { roster }: CaseForm): { did: Did; interestsAt: string }[] {
  return roster === null ? [] : (rosterOf(view, roster)?.members ?? []);
}

function maintainerFactsOf(
  view: StateView,
  form: CaseForm,
  did: Did,
  { number, panel }: Round,
  at: Instant,
): MaintainerFacts {
  const maintainer = maintainerOf(view, did);
  return {
    did,
    removedAt: removedAtOf(view, did, panel?.drawnIn),
    interests: maintainer?.interests ?? null,
    interestsAt: membersOf(view, form).find((member) => member.did === did)?.interestsAt ?? null,
    // A seat that was missed elsewhere keeps from draws, not from seats that are held.
    noShowUntil: panel === undefined ? (maintainer?.noShowUntil ?? null) : null,
    actsFor: principalsOf(view, form, did, at),
    reportedLately: isReportedLately(view, form, did),
    satBefore: hasSat(view, form, did, number),
  };
}

/** Who was removed and appointed again since the draw does not sit on. */
function removedAtOf(view: StateView, did: Did, drawnIn: EntryIndex | undefined): string | null {
  const maintainer = maintainerOf(view, did);
  if (maintainer === undefined) return formatInstant(0 as Instant);
  if (maintainer.removedAt !== null) return maintainer.removedAt;
  const isNew = drawnIn !== undefined && maintainer.appointedIn > drawnIn;
  return isNew || !isServing(maintainer) ? maintainer.appointedAt : null;
}

/** Sides that let the maintainer act in their name. */
function principalsOf(view: StateView, { provider, reporter }: CaseForm, did: Did, at: Instant): string[] {
  const sides = [providerOf(view, provider)?.operator, reporter].filter((side) => side !== undefined);
  return sides.filter((side) => {
    const participant = participantOf(view, side);
    return participant !== undefined && standingMembers(participant, at).some((member) => member.did === did);
  });
}

/**
 * Reports between the maintainer and either side. What a side files once the case is filed keeps nobody away, or it could
 * choose who decides.
 */
function isReportedLately(view: StateView, { provider, reporter, filedAt }: CaseForm, did: Did): boolean {
  const operator = providerOf(view, provider)?.operator;
  const isOf = (id: string, owner: Did) => providerOf(view, id)?.operator === owner;
  const against = (by: Did | undefined) => (by === undefined ? [] : reportedBy(view, by, filedAt));
  const own = against(did).some(({ id }) => id === provider || isOf(id, reporter));
  const others = [...against(operator), ...against(reporter)];
  return own || others.some(({ id, since }) => since < filedAt && isOf(id, did));
}

/** Whom the key has reported within so long before a time, or later. */
function reportedBy(view: StateView, by: Did, time: string): { id: string; since: string }[] {
  const known = reporterOf(view, thumbprintOfDid(by) ?? "")?.against ?? [];
  const since = parseInstant(time);
  if (since === undefined) return [];
  const from = formatInstant(addMs(since, -MAINTAINER_FRESH_MS));
  return known.flatMap((one) => (one.at > from ? [{ id: one.provider, since: one.since }] : []));
}

/** Voted in an earlier round of the case, or held a seat in which it could have. */
function hasSat(view: StateView, { id }: CaseForm, did: Did, number: number): boolean {
  for (let earlier = 1; earlier < number; earlier++) {
    const seats = panelOf(view, id, earlier)?.seats ?? [];
    if (
      seats.some(
        (seat) =>
          seat.maintainer === did && (seat.state === "accepted" || seat.commit !== null || seat.answers !== null),
      )
    )
      return true;
  }
  return false;
}
