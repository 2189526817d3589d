/** What time made due more than an hour ago and the log has no record of: this index's own lateness. */
import type { LateRecords } from "#lib/contract/status.ts";
import { addMs, asInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { indexOf } from "#lib/state/view.ts";
import { readUndrawn } from "../case/read-undrawn.ts";
import type { Ctx } from "../context.ts";
import { readDue } from "./read-due.ts";

/** From then on anybody may record it. */
const LATE_AFTER_MS = HOUR_MS;

/** `now` as for promises: the sequencer's clock, or the machine's where that has stopped. */
export async function readLateRecords(ctx: Ctx, limit: number): Promise<LateRecords> {
  const { head } = await ctx.follower.know();
  const now = ctx.publicKeys.clock === "simulated" ? head.now : asInstant(Math.max(head.now, ctx.clock()));
  const index = await ctx.forms.ask((view) => indexOf(view));
  const until = addMs(now, -LATE_AFTER_MS);
  const due = await readDue(ctx.pool, { outages: index?.outages ?? [] }, until);
  const undrawn = index === undefined ? [] : await readUndrawn(ctx.pool, index, until);
  const draws = undrawn.map(({ form: { id }, due: { dueAt } }) => ({
    aggregate: `case:${id}`,
    transition: "draw",
    deadline: dueAt,
  }));
  const late = [...due.map(({ aggregate, transition, deadline }) => ({ aggregate, transition, deadline })), ...draws];
  late.sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
  return { missing: late.length, latest: late.slice(0, limit) };
}
