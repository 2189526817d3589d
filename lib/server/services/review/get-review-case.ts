import type { SessionView } from "#lib/contract/accounts.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { OwnSeat, TriageView } from "#lib/contract/review.ts";
import { seatTask } from "#lib/dispute/seat-task.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import type { CaseForm, PanelForm } from "#lib/state/case/case-forms.ts";
import { standingIn } from "#lib/state/case/standing.ts";
import { caseThen } from "#lib/state/case/time.ts";
import { participantKey, providerKey } from "#lib/state/forms.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { getCase } from "../case/get-case.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";
import { triageViewOf } from "./put-triage.ts";

type Own = { readonly seat: OwnSeat | null; readonly bar: ConflictReason | null };
type ReviewCase = Own & { readonly case: object; readonly triage: TriageView | null };

/** What stands in the place of a name. */
const HIDDEN = "hidden";

/**
 * The case as everybody reads it; `isBlind`: wherever either side's name, id or key stands, in strangers' texts too, it
 * reads `hidden`. The evidence that was signed is not changed: whoever reads its bytes can tell. Errors: `not-found`.
 */
export async function getReviewCase(
  ctx: Ctx,
  id: string,
  { blind, maintainer }: { readonly blind?: "1" | undefined; readonly maintainer?: string | undefined },
  session: SessionView | undefined,
): Promise<{ data: ReviewCase; as_of: AsOf }> {
  const { data, as_of } = await getCase(ctx, id);
  const { form, ...shown } = data;
  const own = await readOwn(ctx, form, maintainer ?? session?.did, as_of);
  const note =
    session && (await ctx.prisma.reviewTriage.findUnique({ where: { did_caseId: { did: session.did, caseId: id } } }));
  const triage = note == null ? null : triageViewOf(note);
  if (blind === undefined) return { data: { case: data, ...own, triage }, as_of };
  const names = [data.provider, data.accused, data.reporter, ...(await readSide(ctx, data.provider, as_of))];
  return { data: { case: without(shown, names) as object, ...own, triage }, as_of };
}

/** As time has made it by `as_of`, recorded or not. */
async function readOwn(ctx: Ctx, form: CaseForm, did: string | undefined, asOf: AsOf): Promise<Own> {
  if (did === undefined) return { seat: null, bar: null };
  const now = asInstant(Date.parse(asOf.time));
  return await ctx.forms.ask((view) => {
    const { panel } = caseThen(view, form, now);
    const round = { number: panel?.round ?? 1, panel };
    return { seat: seatOf(panel, did, now), bar: standingIn(view, form, round)(did as Did).conflict };
  });
}

function seatOf(panel: PanelForm | undefined, did: string, now: Instant): OwnSeat | null {
  // Who left a seat and was asked again has the newer one.
  const seat = panel?.seats.findLast((one) => one.maintainer === did);
  if (panel === undefined || seat === undefined) return null;
  const task = seatTask(seat, panel);
  const isOver = task !== undefined && asInstant(Date.parse(task.dueAt)) <= now;
  return {
    round: panel.round,
    state: seat.state,
    open: seat.open,
    does: isOver ? null : (task?.does ?? null),
    from: task?.from ?? null,
    due_at: task?.dueAt ?? null,
    commit: seat.commit,
    has_opened: seat.answers !== null,
    votes_by: panel.votesBy,
    reveals_by: panel.revealsBy,
  };
}

/** Names of a provider and of whoever runs it. */
async function readSide(ctx: Ctx, provider: string, { size }: AsOf): Promise<string[]> {
  const [form] = await readForms(ctx, [providerKey(provider)], size);
  if (form?.aggregate !== "provider") return [];
  const [operator] = await readForms(ctx, [participantKey(form.operator)], size);
  return [form.name, form.operator, ...(operator?.aggregate === "participant" ? [operator.displayName] : [])];
}

/** A copy without these texts as words of their own, whatever their case; the longest first, so that none leaves a rest. */
export function without(value: unknown, names: readonly string[]): unknown {
  const parts = names.filter((name) => name !== "").sort((a, b) => b.length - a.length);
  if (parts.length === 0) return value;
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${parts.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "giu");
  const strike = (one: unknown): unknown => {
    if (typeof one === "string") return one.replace(found, HIDDEN);
    if (Array.isArray(one)) return one.map(strike);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, part]) => [key, strike(part)]));
  };
  return strike(value);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
