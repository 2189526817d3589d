/**
 * The index's own accusations whose file holds a part that was withheld since: each file is a public part itself, and the
 * log withholds it by an entry of its own, with the same who, ground and reason. So nothing goes that no entry names.
 */
import type { Random } from "#lib/kernel/clock.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { PartWithheldBody } from "#lib/statement/log-bodies.ts";
import { isOnItsWay, readNewestForm, type StatementSigner, submitOwn } from "./own-statement.ts";

type Due = { readonly entry: number; readonly commit: string; readonly cause: number };

/** Submits what is not said yet and does not wait for it; answers how many. Nothing while the index does not sign. */
export async function withholdAccusations(
  sql: Sql,
  signer: StatementSigner,
  random: Random,
  receivedAt: Instant,
): Promise<number> {
  const head = await readHead(sql);
  const form = await readNewestForm(sql, "index");
  if (head.health !== "ok" || form?.aggregate !== "index") return 0;
  let count = 0;
  for (const { entry, commit, cause } of await readDue(sql, form.withheld)) {
    const subject = `entry:${entry}`;
    if (await isOnItsWay(sql, ['"part.withheld"', `"${subject}"`, commit])) continue;
    const { who, ground, reason } = (await readStatement(sql, cause)).body as PartWithheldBody;
    const speaker = { signer, issuer: form.issuer, now: head.now, receivedAt, random };
    await submitOwn(sql, speaker, {
      kind: "part.withheld",
      subject,
      body: { entry, commit, who, ground, reason },
    });
    count += 1;
  }
  return count;
}

/** Parts of accusations whose proof lost its bytes, and that no entry withholds. `cause`: the entry for which they went. */
async function readDue(sql: Sql, withheld: IndexForm["withheld"]): Promise<Due[]> {
  const { rows } = await sql.query<{ index: string; withheld_in: string }>(
    `SELECT e.index, f.withheld_in FROM fraud_proof f JOIN fraud_proof_statement s USING (sha256)
       JOIN log_entry e USING (statement_hash) WHERE f.withheld_in IS NOT NULL ORDER BY e.index`,
  );
  const due: Due[] = [];
  for (const { index, withheld_in } of rows) {
    const [entry, cause] = [Number(index), Number(withheld_in)];
    for (const { commit } of (await readStatement(sql, entry)).parts ?? []) {
      if (!withheld.some((part) => part.commit === commit)) due.push({ entry, commit, cause });
    }
  }
  return due;
}

async function readStatement(sql: Sql, index: number) {
  const { rows } = await sql.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [index]);
  const entry = parseEntry(new Uint8Array(rows[0]?.leaf ?? new Uint8Array()));
  if (!entry.ok) throw new Error(`The stored entry ${index} does not parse: ${entry.error.detail}`);
  return entry.value.parsed.statement;
}
