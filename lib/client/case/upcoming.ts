/** What comes next in a case and when, as far as its clocks say it: for both sides the same. Pure. */
import type { CaseView } from "#lib/contract/cases.ts";
import { addMs, formatInstant, HOUR_MS, parseInstant } from "#lib/kernel/instant.ts";

export type Coming = { readonly what: string; readonly at: string };

type Facts = Pick<CaseView, "state" | "dispute" | "rules_at" | "verdict_by" | "rules" | "panels" | "ruling_due_by">;

/** In the order of their dates; those that hang on an act that nobody can foresee are left out. */
export function upcoming(one: Facts): Coming[] {
  const { state, dispute, panels, ruling_due_by: dueBy } = one;
  const panel = panels.find(({ round }) => round === dispute?.round);
  const ruling = dueBy === null ? [] : [{ what: "The ruling is due", at: dueBy }];
  switch (state) {
    case "filed":
      return [{ what: "Machines have checked it", at: one.verdict_by }, ...ruling];
    case "awaiting_response":
      return [
        ...dated("The provider must have answered; then evidence opens for both sides", dispute?.respond_by),
        ...ruling,
      ];
    case "proven":
      return dated("It is ruled, unless the provider contests it on a named ground", one.rules_at);
    case "accepted":
      return ruling;
    case "evidence_open":
    case "appealed":
      return [
        ...dated("Evidence closes", dispute?.evidence_closes_at),
        ...dated("Both sides’ secrets must be revealed; then reviewers are drawn", dispute?.shares_by),
        ...ruling,
      ];
    case "drawing":
      return [
        ...(panel === undefined
          ? dated("Both sides’ secrets must be revealed; then reviewers are drawn", dispute?.shares_by)
          : dated("The drawn must have taken their seats", panel.seats_by)),
        ...ruling,
      ];
    case "voting":
    case "revealing":
    case "draft":
      return [
        ...(state === "voting" ? dated("Reviewers have sealed their votes", panel?.votes_by) : []),
        ...(state === "draft" ? [] : dated("Votes are open, and the draft can be read", panel?.reveals_by)),
        ...dated("The ruling takes effect", panel?.draft_ends_at),
      ];
    case "ruled":
      return dated("It is final, unless somebody appeals", appealEnd(one));
    default:
      return [];
  }
}

function appealEnd({ dispute, rules }: Facts): string | undefined {
  const at = parseInstant(dispute?.rulings.at(-1)?.at ?? "");
  return at === undefined ? undefined : formatInstant(addMs(at, rules.hours.appeal * HOUR_MS));
}

function dated(what: string, at: string | null | undefined): Coming[] {
  return at == null ? [] : [{ what, at }];
}
