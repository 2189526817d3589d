/** What the verdict over a case asks of the log, out of the database. */
import type pg from "pg";
import type { KnownDefinition, KnownPrices } from "#lib/evidence/checks/facts.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { hashOfColumn } from "#lib/server/log-store/sql.ts";
import { type CaseForm, faultKey, suspicionKey } from "#lib/state/case/case-forms.ts";
import type { CaseReader } from "#lib/state/case/judge-case.ts";
import { othersAccused } from "#lib/state/case/suspicion.ts";
import { type AggregateKey, type Form, type IndexForm, keyKey, proposalKey } from "#lib/state/forms.ts";
import type { Chain } from "#lib/state/view.ts";
import { readVersions } from "../provider/read-disclosures.ts";
import { byteaOf, parseForm } from "../state/projected-forms.ts";
import { readKnownDefinition } from "./read-known-definition.ts";

/** `at`: now, by log time. */
export function caseReader(
  pool: pg.Pool,
  index: IndexForm,
  form: Pick<CaseForm, "provider" | "filedIn">,
  at: Instant,
): CaseReader {
  const newest = async (key: AggregateKey) => await readNewest(pool, key);
  const publicKey = publicKeyOfDid(index.keys.log);
  if (publicKey === undefined) throw new Error("The log's key is no did:key.");
  return {
    origin: index.origin,
    logVkey: formatVkey({ name: index.origin, type: "ed25519", publicKey }),
    key: async (thumbprint) => {
      const row = await newest(keyKey(thumbprint));
      return row?.form.aggregate === "key" ? { form: row.form, chain: row.chain } : undefined;
    },
    definition: (hash): Promise<KnownDefinition | undefined> => readKnownDefinition(pool, hash, form.filedIn),
    prices: (provider) => readPrices(pool, provider, form.filedIn),
    effect: async (statement) => {
      const { rows } = await pool.query<{ status: "effective" | "void" }>(
        "SELECT status FROM entry_row WHERE statement_hash = $1 AND index < $2",
        [byteaOf(statement), form.filedIn],
      );
      const [row] = rows;
      const proposal = row?.status === "effective" ? (await newest(proposalKey(statement)))?.form : undefined;
      if (proposal?.aggregate !== "proposal") return row?.status;
      // What several must sign is nobody's word before the last has signed.
      return proposal.carriedIn !== null && proposal.carriedIn < form.filedIn ? "effective" : "void";
    },
    firstCase: async (fault) => {
      const known = (await newest(faultKey(fault)))?.form;
      return known?.aggregate === "fault" ? known.case : null;
    },
    others: async (definition) => {
      const known = (await newest(suspicionKey(definition)))?.form;
      return known?.aggregate === "suspicion" ? othersAccused(known, form.provider, at) : 0;
    },
  };
}

async function readNewest(pool: pg.Pool, key: AggregateKey): Promise<{ form: Form; chain: Chain } | undefined> {
  const { rows } = await pool.query<{ form: string; chain_head: Buffer; chain_length: string }>(
    "SELECT form, chain_head, chain_length FROM aggregate_version WHERE key = $1 AND to_size IS NULL",
    [key],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    form: parseForm(row.form),
    chain: { head: hashOfColumn(row.chain_head), length: Number(row.chain_length) },
  };
}

/** All of them: a flood of price lists must not hide an early one. */
async function readPrices(pool: pg.Pool, provider: ProviderId, size: number): Promise<KnownPrices> {
  const versions: KnownPrices["versions"][number][] = [];
  let before = size;
  for (;;) {
    const page = await readVersions({ pool }, provider, "fees", { size, before });
    for (const { body, publishedIn, entry } of page.versions)
      versions.push({ body, entry: publishedIn, loggedAt: asInstant(Date.parse(entry.logged_at)) });
    before = page.versions.at(-1)?.publishedIn ?? 0;
    if (!page.more) return { versions, size, isWhole: true };
  }
}
