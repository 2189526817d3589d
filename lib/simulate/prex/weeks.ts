/** What users of the invented market could see of its instances, week by week, and which of them stopped to pay. */
import { heartbeatStateAt } from "#lib/disclosure/heartbeat.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { findingOf } from "#lib/state/case/outlook.ts";
import { marksByModel } from "#lib/state/marks/marks-input.ts";
import { outagesOf } from "#lib/state/marks/step-facts.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { caseOf, providerOf, type StateView } from "#lib/state/view.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import type { PrexWorld } from "./saying.ts";
import { type Habit, lossesOf, type Stop, type UsersLosses, type Week } from "./users.ts";

export class Weeks {
  readonly #world: Pick<PrexWorld, "markups" | "start" | "stories">;
  readonly #weeks: Week[][] = [];

  constructor(world: Pick<PrexWorld, "markups" | "start" | "stories">) {
    this.#world = world;
  }

  /** Called once a week, by the marks of the day. */
  note(view: StateView, now: Instant): void {
    const week: Week[] = [];
    for (const [id, markup] of this.#world.markups) {
      const marks = marksByModel(view, id, dayOf(now), MODEL_1);
      if (marks === undefined) continue;
      const [epoch] = epochsOf(providerOf(view, id)?.disclosures.liabilities?.facts);
      week.push({ id, markup, owed: Number(epoch?.owed ?? 0), tier: marks.tier, isShut: marks.isShut });
    }
    this.#weeks.push(week);
  }

  /** By habit, over the weeks that were noted; `view`: the state after them. */
  losses(view: StateView, now: Instant): Readonly<Record<Habit, UsersLosses>> {
    const market = { weeks: this.#weeks, stops: this.#stops(view, now), model: MODEL_1 };
    return {
      "kept the limits": lossesOf("kept the limits", market),
      "went by the price": lossesOf("went by the price", market),
      "went by the size": lossesOf("went by the size", market),
    };
  }

  /** Who vanished pays nobody since the first upheld complaint about a withdrawal, or its last sign of life. */
  #stops(view: StateView, now: Instant): Stop[] {
    const refused = new Map<ProviderId, Instant>();
    for (const id of this.#world.stories.flatMap(({ cases }) => cases)) {
      const form = caseOf(view, id);
      const filed = parseInstant(form?.filedAt ?? "");
      if (form?.claim !== "withdrawal-refused" || findingOf(form.dispute) !== "against" || filed === undefined)
        continue;
      refused.set(form.provider, Math.min(filed, refused.get(form.provider) ?? filed) as Instant);
    }
    return [...this.#world.markups.keys()].map((id) => {
      const heartbeat = providerOf(view, id)?.heartbeat ?? null;
      if (heartbeatStateAt(heartbeat, outagesOf(view), now) !== "failed") return { id, stopped: null };
      const last = parseInstant(heartbeat?.last.loggedAt ?? "") ?? now;
      return { id, stopped: Math.floor((Math.min(last, refused.get(id) ?? last) - this.#world.start) / (7 * DAY_MS)) };
    });
  }
}
