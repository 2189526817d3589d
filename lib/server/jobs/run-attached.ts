/**
 * Runs attached answers again and says what came out (`peer.observation` of the type `re-execution`). The state is the list of
 * what is to do. A day counts once for each provider, and keys cost nothing: so only a few are tried, and none once one agreed.
 */
import type pg from "pg";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import { caseReader } from "#lib/server/services/case/case-reader.ts";
import { readPublicPart } from "#lib/server/services/case/read-known-definition.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { AttesterForm } from "#lib/state/attester-forms.ts";
import { DefinitionPending } from "#lib/state/definition-then.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { type Found, runAttached } from "#lib/state/run-attached.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import type { JudgeMeans } from "./judge-reports.ts";
import { isOnItsWay, readNewestForm, submitOwn } from "./own-statement.ts";

/** In one run; the next one comes within a minute, or with the next entry. */
const AT_ONCE = 20;
/** For each provider and UTC day. */
export const TRIED_A_DAY = 4;

export type Ran = { readonly provider: string; readonly statement: string; readonly outcome: Found["outcome"] };

/** What was submitted. Nothing while the index does not sign, or a machine is away. */
export async function runAllAttached(pool: pg.Pool, means: JudgeMeans, receivedAt: Instant): Promise<Ran[]> {
  const { signer, random, onFailure = () => undefined } = means;
  const head = await readHead(pool);
  const index = head.health === "ok" ? await readNewestForm(pool, "index") : undefined;
  if (index?.aggregate !== "index") return [];
  const ran: Ran[] = [];
  for (const form of await readOpen(pool, head.now)) {
    const { provider, last } = form;
    try {
      if (await isOnItsWay(pool, [`"type":"${RE_EXECUTION}"`, `"subject":"${provider}"`])) continue;
      const found = await run(pool, index, form, means.hosts);
      if (found.reason === "runtime-unavailable") continue;
      const by = form.key;
      const body = { type: RE_EXECUTION, evidence: last.statement, by, ...found };
      const speaker = { signer, issuer: index.issuer, now: (await readHead(pool)).now, receivedAt, random };
      await submitOwn(pool, speaker, { kind: "peer.observation", subject: provider, body });
      ran.push({ provider, statement: last.statement, outcome: found.outcome });
    } catch (error) {
      if (!(error instanceof DefinitionPending)) onFailure(last.statement, error);
    }
  }
  return ran;
}

async function run(
  pool: pg.Pool,
  index: IndexForm,
  form: AttesterForm,
  [local, second]: readonly Host[],
): Promise<Found> {
  const { provider, last } = form;
  const reader = caseReader(pool, index, { provider, filedIn: last.entry }, (await readHead(pool)).now);
  const hosts = local && { local, ...(second === undefined ? {} : { second }) };
  return await runAttached(form, await readPublicPart(pool, last.bundle), reader, hosts);
}

/**
 * One for each provider: the oldest of the last 24 hours, of those by known reporters before others, where today has none that
 * agreed and fewer than {@link TRIED_A_DAY} that did not.
 */
async function readOpen(pool: pg.Pool, now: Instant): Promise<AttesterForm[]> {
  const { rows } = await pool.query<{ form: string }>(
    `WITH attester AS (
       SELECT form, form::jsonb AS f, from_size FROM aggregate_version WHERE to_size IS NULL AND kind = 'attester'
     ), today AS (
       SELECT f->>'provider' AS provider, count(*) AS tried,
              bool_or(f->'last'->'found'->>'outcome' = 'agrees') AS agreed
         FROM attester WHERE starts_with(f->'last'->'found'->>'loggedAt', $2) GROUP BY 1
     )
     SELECT DISTINCT ON (f->>'provider') attester.form FROM attester
       LEFT JOIN today ON today.provider = f->>'provider'
       LEFT JOIN aggregate_version r ON r.to_size IS NULL AND r.key = 'reporter:' || (f->>'key')
      WHERE f->'last'->'found' = 'null'::jsonb AND f->'last'->>'loggedAt' > $1
        AND coalesce(today.tried, 0) < $3 AND today.agreed IS NOT TRUE
      ORDER BY f->>'provider', coalesce((r.form::jsonb->>'upheld')::int, 0) = 0, attester.from_size LIMIT $4`,
    [formatInstant((now - DAY_MS) as Instant), formatInstant(now).slice(0, 10), TRIED_A_DAY, AT_ONCE],
  );
  return rows.flatMap((row) => {
    const form = parseForm(row.form);
    return form.aggregate === "attester" ? [form] : [];
  });
}
