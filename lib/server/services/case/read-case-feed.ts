import { CASE_STATE_WORDS, caseEventSentence } from "#lib/contract/case-words.ts";
import { asInstant, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { type CaseForm, caseKey } from "#lib/state/case/case-forms.ts";
import type { Feed, FeedItem } from "../alert/make-feed.ts";
import { baseOf, ITEMS } from "../alert/read-feed.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { parseForm } from "../state/projected-forms.ts";
import { readAggregate } from "../state/read-aggregates.ts";

type Row = { form: string; index: string; kind: string; logged_at_ms: string };

/** Every entry that changed a case, newest first, with how it stood then. Errors: `not-found`. */
export async function readCaseFeed(ctx: Ctx, path: string, id: string): Promise<Feed> {
  const { data, as_of } = await readAggregate(ctx, caseKey(id), undefined);
  if (data?.form.aggregate !== "case")
    throw new ServiceError("not-found", `No case ${id} was filed at size ${as_of.size}.`);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT v.form, e.index, e.kind, e.logged_at_ms
       FROM aggregate_version AS v JOIN entry_row AS e ON e.index = v.from_size - 1
      WHERE v.key = $1 AND v.from_size <= $2 ORDER BY v.from_size DESC LIMIT ${ITEMS}`,
    [caseKey(id), as_of.size],
  );
  return {
    ...baseOf(ctx),
    title: `${ctx.publicKeys.name}: case ${id}`,
    self: path,
    page: `/cases/${id}`,
    of: id,
    since: parseInstant(data.form.filedAt) ?? asInstant(0),
    items: rows.map((row) => itemOf(id, row)),
  };
}

function itemOf(id: string, { form, index, kind, logged_at_ms: at }: Row): FeedItem {
  const says = caseEventSentence(kind);
  const { state } = parseForm(form) as CaseForm;
  return {
    urn: `case:${id}:${index}`,
    title: says,
    says: `${says} The case stands as: ${CASE_STATE_WORDS[state]}.`,
    page: `/cases/${id}`,
    entry: Number(index),
    at: formatInstant(asInstant(Number(at))),
    tag: kind,
    facts: { id: `${id}:${index}`, case: id, kind, entry: Number(index), state },
  };
}
