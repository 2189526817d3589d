/** A maintainer as the API shows it: its form, and what follows from it at the time of the answer. */
import type { AsOf } from "#lib/contract/common.ts";
import type { MaintainerView } from "#lib/contract/governance.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Interests, MaintainerForm } from "#lib/state/governance/maintainer-forms.ts";
import { interestsStaleFrom, maintainerStateAt } from "#lib/state/governance/maintainer-state.ts";
import type { Ctx } from "../context.ts";
import type { Aggregate } from "../state/read-aggregates.ts";
import { readNames } from "./read-names.ts";

/** In the order of the rows; those of another aggregate are left out. */
export async function maintainerViews(ctx: Ctx, rows: readonly Aggregate[], asOf: AsOf): Promise<MaintainerView[]> {
  const known = rows.flatMap((row) => (row.form.aggregate === "maintainer" ? [{ ...row, form: row.form }] : []));
  const dids = known.map(({ form }) => form.did);
  const names = await readNames(ctx, dids, asOf.size);
  const now = asInstant(Date.parse(asOf.time));
  return known.map((row) => viewOf(row, names.get(row.form.did) ?? null, now));
}

function viewOf(row: Aggregate<MaintainerForm>, name: string | null, now: Instant): MaintainerView {
  const { did, appointedIn, appointedAt, acceptedIn, acceptedAt, removedIn, removedAt, interests } = row.form;
  const { noShow, ...seats } = row.form.seats;
  return {
    ...row,
    did,
    name,
    state: maintainerStateAt(row.form, now),
    appointed: { entry: appointedIn, at: appointedAt },
    accepted: actOf(acceptedIn, acceptedAt),
    removed: actOf(removedIn, removedAt),
    interests: interests && interestsView(interests),
    resting_until: row.form.noShowUntil,
    seats: { ...seats, no_show: noShow },
  };
}

function interestsView(interests: Interests): MaintainerView["interests"] {
  const { organisation, related, categories, statedIn: entry, statedAt: at } = interests;
  return { organisation, related, categories, entry, at, stale_from: formatInstant(interestsStaleFrom(interests)) };
}

function actOf(entry: number | null, at: string | null): { entry: number; at: string } | null {
  return entry === null || at === null ? null : { entry, at };
}
