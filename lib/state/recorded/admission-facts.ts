/** Whoever admits promises the full report of an incident within a clock; one that did not come is a broken promise. */
import { incidentsOf } from "#lib/disclosure/incident-clocks.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { providerOf, type StateView } from "../view.ts";
import type { Change } from "./change.ts";

/** `now`: log time of the entry that records the ruling. */
export function admissionChanges(
  view: StateView,
  before: CaseForm | undefined,
  after: CaseForm,
  now: Instant,
): Change[] {
  const rulings = after.dispute?.rulings ?? [];
  const ruling = rulings.at(-1);
  if (ruling?.by !== "admission" || rulings.length === (before?.dispute?.rulings.length ?? 0)) return [];
  const [filedAt, dueAt] = [parseInstant(after.filedAt), parseInstant(ruling.at)];
  const provider = providerOf(view, after.provider);
  if (filedAt === undefined || dueAt === undefined || provider === undefined) return [];
  // No statement links a case to an incident: any that was told whole meanwhile is taken for it.
  const isTold = incidentsOf(provider.disclosures).some(
    ({ fullAt }) => fullAt !== null && fullAt >= filedAt && fullAt <= dueAt,
  );
  if (isTold) return [];
  const fact = { evidence: "self-proving", severity: "moderate", attribution: "unknown", case: after.id } as const;
  return [
    { provider: after.provider, month: monthOf(now), type: "promise-broken", about: `admitted ${after.id}`, fact },
  ];
}
