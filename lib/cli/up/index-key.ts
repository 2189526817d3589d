/** The index's own aggregate as projected, and `index.key` statements by the data folder's admin key. */
import pg from "pg";
import { z } from "zod";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { parseEntry } from "#lib/statement/entry.ts";
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
  /** Every witness key that an entry names, in force or not. */
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
    const named = await client.query<{ leaf: Buffer }>(
      "SELECT e.leaf FROM entry_row r JOIN log_entry e USING (index) WHERE r.kind IN ('index.genesis', 'index.key')",
    );
    const witnessKeys = named.rows.flatMap(({ leaf }) => witnessKeyIn(leaf) ?? []);
    return slot === undefined ? undefined : { admins, slot, verifierSha256, witnessKeys };
  } finally {
    await client.end();
  }
}

function witnessKeyIn(leaf: Uint8Array): string | undefined {
  const entry = parseEntry(new Uint8Array(leaf));
  const key = entry.ok ? entry.value.parsed.statement.body.witnessKey : undefined;
  return typeof key === "string" ? key : undefined;
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
