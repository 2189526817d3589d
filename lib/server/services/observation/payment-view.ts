/** Where a provider tells its users to pay, against what it has disclosed: now, and as the log has it since the beginning. */
import type { ProviderObservations } from "#lib/contract/observations.ts";
import {
  chainsOf,
  isDisclosed,
  type PaymentEvent,
  type PaymentMethod,
  type UndisclosedSpan,
  undisclosedSpans,
} from "#lib/disclosure/payment-alarms.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { custodyNamesOf, custodyNamesOfBody } from "#lib/statement/disclosures/custody-addresses.ts";
import type { ReadCtx } from "../context.ts";

/** More spans than anybody reads; more changes than an honest instance makes in years. */
const MOST_SPANS = 50;
const MOST_EVENTS = 2_000;

type Payments = ProviderObservations["payment_methods"];
type Newest = Pick<NonNullable<Payments>, "entry" | "logged_at" | "outcome">;

/** `newest`: the newest look at it. What it told last stands until it tells something else: no answer takes nothing back. */
export async function paymentView(ctx: ReadCtx, form: ProviderForm, newest: Newest, size: number): Promise<Payments> {
  const [told, disclosed] = await Promise.all([readTold(ctx, form.id, size), readDisclosed(ctx, form.id, size)]);
  const names = custodyNamesOf(form.disclosures.custody_addresses?.facts);
  const last = told.at(-1);
  const methods = (last?.methods ?? []).map((method) => ({
    ...method,
    disclosed: isDisclosed(method, names),
    chains: chainsOf(method, names),
  }));
  const events = [...told, ...disclosed].sort((a, b) => a.entry - b.entry);
  return {
    ...newest,
    told_in: last?.entry ?? null,
    methods,
    alarm: methods.some((method) => !method.disclosed),
    undisclosed: undisclosedSpans(events).reverse().slice(0, MOST_SPANS).map(spanView),
  };
}

/** What the looks found that differs from what was found before, and the last one; oldest first. */
async function readTold(ctx: ReadCtx, id: string, size: number): Promise<(PaymentEvent & { kind: "told" })[]> {
  const { rows } = await ctx.pool.query<{ index: string; logged_at_ms: string; methods: string }>(
    `SELECT index, logged_at_ms, methods FROM (
       SELECT index, logged_at_ms, methods, lag(methods) OVER log AS before, lead(index) OVER log AS next FROM (
         SELECT r.index, r.logged_at_ms, body ->> 'type' AS type, body ->> 'outcome' AS outcome,
                (body -> 'methods')::text AS methods
           FROM entry_row r JOIN log_entry e ON e.index = r.index
          CROSS JOIN LATERAL (SELECT convert_from(e.leaf, 'UTF8')::json #> '{statement,body}' AS body) AS said
          WHERE r.subject = $1 AND r.kind = 'peer.observation' AND r.status = 'effective' AND r.index < $2) AS looks
        WHERE type = 'payment-methods' AND outcome = 'found' WINDOW log AS (ORDER BY index)) AS found
      WHERE methods IS DISTINCT FROM before OR next IS NULL
      ORDER BY index DESC LIMIT $3`,
    [id, size, MOST_EVENTS],
  );
  return rows.reverse().map(({ index, logged_at_ms, methods }) => ({
    kind: "told",
    entry: Number(index),
    at: asInstant(Number(logged_at_ms)),
    methods: JSON.parse(methods) as PaymentMethod[],
  }));
}

async function readDisclosed(ctx: ReadCtx, id: string, size: number): Promise<PaymentEvent[]> {
  const { rows } = await ctx.pool.query<{ index: string; logged_at_ms: string; body: string }>(
    `SELECT r.index, r.logged_at_ms, convert_from(e.leaf, 'UTF8')::json #>> '{statement,body}' AS body
       FROM entry_row r JOIN log_entry e ON e.index = r.index
      WHERE r.subject = $1 AND r.kind = 'disclosure.custody_addresses' AND r.status = 'effective' AND r.index < $2
      ORDER BY r.index DESC LIMIT $3`,
    [id, size, MOST_EVENTS],
  );
  return rows.map(({ index, logged_at_ms, body }) => ({
    kind: "disclosed",
    entry: Number(index),
    at: asInstant(Number(logged_at_ms)),
    names: custodyNamesOfBody(JSON.parse(body) as JsonObject),
  }));
}

function spanView({ coin, environment, address, since, ended }: UndisclosedSpan) {
  const placeOf = ({ entry, at }: UndisclosedSpan["since"]) => ({ entry, logged_at: formatInstant(at) });
  return {
    ...{ coin, environment, address, since: placeOf(since) },
    ended: ended === null ? null : { ...placeOf(ended), by: ended.by },
  };
}
