/**
 * States each ruling that has taken effect and is not stated yet, with the evidence that it rests on. What was ruled is
 * derived; the statement is the index's record, and void if it says anything else.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { rulingBodyOf } from "#lib/state/case/ruling-body.ts";
import { isOnItsWay, readNewestForm, type StatementSigner, submitOwn } from "./own-statement.ts";

export type RulingMeans = { readonly signer: StatementSigner; readonly random: Random };

/** In one run. */
const AT_ONCE = 100;

/** Ids of the cases whose ruling was submitted. */
export async function recordRulings(sql: Sql, { signer, random }: RulingMeans, receivedAt: Instant): Promise<string[]> {
  const head = await readHead(sql);
  const index = head.health === "ok" ? await readNewestForm(sql, "index") : undefined;
  if (index?.aggregate !== "index") return [];
  const stated: string[] = [];
  for (const form of await readUnstated(sql)) {
    for (const ruling of form.dispute?.rulings ?? []) {
      if (ruling.entry !== null) continue;
      const marks = ['"kind":"ruling"', `"subject":"${form.id}"`, `"by":"${ruling.by}"`, `"round":${ruling.round},`];
      if (await isOnItsWay(sql, marks)) continue;
      const speaker = { signer, issuer: index.issuer, now: head.now, receivedAt, random };
      const body = rulingBodyOf(form, ruling) as unknown as JsonObject;
      await submitOwn(sql, speaker, { kind: "ruling", subject: form.id, body });
      stated.push(form.id);
    }
  }
  return stated;
}

/** Cases with a ruling whose entry is not known: of canonical text, only rulings have these two members side by side. */
async function readUnstated(sql: Sql): Promise<CaseForm[]> {
  const { rows } = await sql.query<{ form: string }>(
    `SELECT v.form FROM case_row c JOIN aggregate_version v ON v.key = 'case:' || c.id AND v.to_size IS NULL
      WHERE c.to_size IS NULL AND c.state IN ('ruled', 'appealed', 'evidence_open', 'drawing', 'voting', 'revealing', 'draft', 'final')
        AND position('"entry":null,"labels"' IN v.form) > 0
      ORDER BY c.filed_in LIMIT $1`,
    [AT_ONCE],
  );
  return rows.flatMap(({ form: text }) => {
    const form = parseForm(text);
    return form.aggregate === "case" ? [form] : [];
  });
}
