/** UTC days as places in the log: which facts a day's marks are of. */
import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { readAggregate } from "../state/read-aggregates.ts";

/** `day`: whole UTC days since 1970-01-01; `size`: of the state after all that the log holds of it and of the days before. */
export type DayPlace = { readonly day: number; readonly size: number };

/** Whole days of a date that the contract let through. */
export function dayOfDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00.000Z`) / DAY_MS);
}

/** The day of the entry that a state ends with: its marks are of that day. */
export async function newestPlace(ctx: ReadCtx, asOf: Pick<AsOf, "size">): Promise<DayPlace> {
  return { size: asOf.size, day: await dayOfEntry(ctx, asOf.size - 1) };
}

/**
 * The place of a date; without one, the newest. Errors: `gone` with the nearest day, before the first entry and after the
 * newest; `no-model` for a day on which nothing was rated.
 */
export async function placeOfDate(ctx: ReadCtx, asOf: Pick<AsOf, "size">, date: string | undefined): Promise<DayPlace> {
  const newest = await newestPlace(ctx, asOf);
  const day = date === undefined ? newest.day : dayOfDate(date);
  if (day === newest.day) return newest;
  const first = await dayOfEntry(ctx, 0);
  if (day < first) throw noSuchDay(date, first, "The log begins on");
  if (day > newest.day) throw noSuchDay(date, newest.day, "The newest entry of the log is of");
  const size = await sizeOnDay(ctx, asOf, day);
  if (size === undefined) throw new ServiceError("no-model", `No model of marks was in force on ${date}.`);
  return { day, size };
}

export async function dayOfEntry(ctx: ReadCtx, index: number): Promise<number> {
  const { rows } = await ctx.pool.query<{ at: string }>("SELECT logged_at_ms AS at FROM log_entry WHERE index = $1", [
    index,
  ]);
  return Math.floor(Number(rows[0]?.at ?? 0) / DAY_MS);
}

function noSuchDay(date: string | undefined, nearest: number, words: string): ServiceError {
  const day = dateOfDay(nearest);
  return new ServiceError("gone", `There are no marks of ${date}. ${words} ${day}.`, {
    errors: [{ pointer: "/as_of", detail: `The nearest day is ${day}.` }],
  });
}

/**
 * Whatever marks rest on is scored again when it changes, and everybody on each new day: the last entry that did so by then
 * stands for the day. Undefined: no model was in force on that day, or one that this code does not have.
 */
async function sizeOnDay(ctx: ReadCtx, asOf: Pick<AsOf, "size">, day: number): Promise<number | undefined> {
  if ((await modelOn(ctx, asOf, day)) === undefined) return undefined;
  const { rows } = await ctx.pool.query<{ size: string | null }>(
    "SELECT max(size) AS size FROM mark_row WHERE day = (SELECT max(day) FROM mark_row WHERE day <= $1)",
    [day],
  );
  const size = rows[0]?.size;
  return size === null || size === undefined ? undefined : Number(size);
}

async function modelOn(ctx: ReadCtx, asOf: Pick<AsOf, "size">, day: number): Promise<Model | undefined> {
  const { data } = await readAggregate(ctx, "model", asOf.size);
  const history = data?.form.aggregate === "model" ? data.form.history : [];
  const end = (day + 1) * DAY_MS;
  const active = history.findLast(({ at }) => Date.parse(at) < end);
  return active === undefined ? undefined : findModel(active.hash);
}
