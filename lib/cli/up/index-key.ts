/** The index's own aggregate as projected, and `index.key` statements by the data folder's admin key. */
import pg from "pg";
import { z } from "zod";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { STATEMENT_TYPE } from "#lib/statement/envelope.ts";
import type { Founded, Means } from "./founding.ts";

const IndexForm = z.object({
  admins: z.array(z.string()),
  threshold: z.number(),
  slot: z.string(),
  verifierSha256: z.string().nullable(),
});

export type ProjectedIndex = {
  readonly admins: readonly string[];
  readonly slot: StatementHash;
  readonly verifierSha256: string | null;
  /** Every witness key that was in force once. What a void or lapsed entry named never was. */
  readonly witnessKeys: readonly string[];
};

/** Administrators, the slot's last statement and what is announced; undefined before genesis is projected. */
export async function readIndex(databaseUrl: string): Promise<ProjectedIndex | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ form: string }>(
      "SELECT form FROM aggregate_version WHERE key = 'index' AND to_size IS NULL",
    );
    if (rows[0] === undefined) return undefined;
    const { admins, slot: slotText, verifierSha256 } = IndexForm.parse(JSON.parse(rows[0].form));
    const slot = parseStatementHash(slotText);
    const named = await client.query<{ key: string }>(
      `SELECT DISTINCT v.form::json -> 'keys' ->> 'witness' AS key
         FROM aggregate_version AS v JOIN entry_row AS e ON e.index = v.from_size - 1
        WHERE v.key = 'index' AND e.kind <> 'state.root'`,
    );
    const witnessKeys = named.rows.map(({ key }) => key);
    return slot === undefined ? undefined : { admins, slot, verifierSha256, witnessKeys };
  } finally {
    await client.end();
  }
}

export type Outcome = { readonly ok: true } | { readonly ok: false; readonly detail: string };

/** Signs `index.key` with the data folder's admin key and submits it as anybody would. Rejects when the web is away. */
export async function submitIndexKey(
  body: JsonObject,
  { slot }: ProjectedIndex,
  webUrl: string,
  founded: Founded,
  means: Means,
): Promise<Outcome> {
  const { admin } = founded.keys;
  const by = { issuer: admin.did, key: admin.thumbprint } as const;
  const draft = { kind: "index.key", log: founded.origin, ...by, subject: "index", body, prev: slot } as const;
  const unsigned = composeStatement(draft, founded.clock(), means.random);
  const answer = await fetch(`${webUrl}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": STATEMENT_TYPE },
    body: new Uint8Array(signStatement(unsigned, admin.seed)),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await answer.text();
  if (answer.status !== 201) return { ok: false, detail: `The index answered ${answer.status}: ${text.slice(0, 300)}` };
  const { effect } = z
    .object({ effect: z.object({ status: z.string(), code: z.string().optional() }) })
    .parse(JSON.parse(text));
  return effect.status === "effective" ? { ok: true } : { ok: false, detail: `The entry is void: ${effect.code}.` };
}
