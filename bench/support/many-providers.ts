/** Rows of a projection as wide as the market may become: copies of one registered provider, under other ids. */
import type pg from "pg";

/** SQL: the id of the copy of a number. */
const OTHER = "'prv_' || translate(lpad(at::text, 26, '0'), '0123456789', 'abcdefghij')";

/** `id`: of the registered one, whose name is `name`. What a page reads of each copy is as long as in truth. */
export async function copyProvider(owner: pg.Client, { id, name }: { id: string; name: string }, count: number) {
  await owner.query(
    `INSERT INTO aggregate_version (key, from_size, kind, form, digest, chain_head, chain_length)
     SELECT 'provider:' || ${OTHER}, v.from_size, v.kind,
            replace(replace(v.form, $1, ${OTHER}), $3, 'Service ' || at), v.digest, v.chain_head, v.chain_length
       FROM aggregate_version v CROSS JOIN generate_series(1, $2::int) AS at
      WHERE v.key = 'provider:' || $1 AND v.to_size IS NULL`,
    [id, count, name],
  );
  await owner.query(
    `INSERT INTO mark_row (provider, day, size, form, digest, tier, high, is_shut, score, steps)
     SELECT ${OTHER}, m.day, m.size, m.form, m.digest, (ARRAY['A','B','C','D','E','unrated'])[1 + at % 6],
            (at * 7919) % 600000, at % 40 = 0, at % 20000, at % 5
       FROM mark_row m CROSS JOIN generate_series(1, $2::int) AS at WHERE m.provider = $1`,
    [id, count],
  );
  await owner.query(
    `INSERT INTO provider_row (id, from_size, kind, operator, name, words, jurisdiction, is_closing, armed_ms, signal_ms)
     SELECT ${OTHER}, p.from_size, p.kind, p.operator, 'Service ' || at, 'service ' || at,
            (ARRAY['DE','US-WY','US','CH','SG'])[1 + at % 5], false, NULL, 1700000000000 + at * 1000
       FROM provider_row p CROSS JOIN generate_series(1, $2::int) AS at WHERE p.id = $1 AND p.to_size IS NULL`,
    [id, count],
  );
  await owner.query(
    `INSERT INTO price_row (provider, from_size, line, from_ms, category, unit, currency, price)
     SELECT ${OTHER}, 1, line, 0, (ARRAY['storage','search','sorting'])[1 + (at + line) % 3], 'call', 'EUR',
            ((at * 31 + line) % 5000)::numeric / 100
       FROM generate_series(1, $1::int) AS at CROSS JOIN generate_series(0, 1) AS line`,
    [count],
  );
  await owner.query(
    `INSERT INTO case_row (id, from_size, filed_in, provider, claim, reporter, state, verdict_by)
     SELECT 'case_' || translate(lpad(at::text, 26, '0'), '0123456789', 'abcdefghij'), 1, 1, ${OTHER}, 'slow', 'r',
            (ARRAY['voting', 'final', 'evidence_open'])[1 + at % 3], ''
       FROM generate_series(1, $1::int) AS at WHERE at % 3 = 0`,
    [count],
  );
  await owner.query("ANALYZE aggregate_version, mark_row, provider_row, price_row, case_row");
}
