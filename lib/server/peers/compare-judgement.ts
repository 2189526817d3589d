/**
 * How another index judges whom this one judges too: tiers as it signs them, verdicts on faults that both know, and what it says
 * its own forecasts were worth. Ids of providers that are claimed by their key, and of faults, are the same everywhere.
 */
import { z } from "zod";
import { documentSchema } from "#lib/contract/common.ts";
import { directorySchema } from "#lib/contract/directory.ts";
import { methodSchema } from "#lib/contract/method.ts";
import type { CalibrationInShort, PeerComparison } from "#lib/contract/peers.ts";
import { provenAnswerKey } from "#lib/contract/proven-answer-key.ts";
import { includedSchema } from "#lib/contract/statements.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { verifyReceipt } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { BoundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { answerKeyIn } from "#lib/state/fraud/contradiction.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { verifySignedAnswer } from "#lib/statement/signed-answer.ts";

const MOST_ROWS = 200;
const MOST_FAULTS = 8;
const MOST_DIFFERENT = 8;
const LIMITS = { maxBytes: 1_048_576, maxDepth: 64, maxKeys: 100_000 };

/** Undefined for a log that is no index, or gives no such answers now. Never rejects for what the peer answers. */
export async function compareJudgement(
  sql: Sql,
  peer: Peer,
  get: BoundedGet,
  now: Instant,
): Promise<PeerComparison | undefined> {
  if (!peer.url.endsWith("/log")) return undefined;
  const api = `${peer.url.slice(0, -"/log".length)}/api/v1`;
  const table = await readTable(get, api, peer);
  if (table === undefined) return undefined;
  const { rows, isSigned } = table;
  const here = await readOwnTiers(sql, [...rows.keys()]);
  const both = [...here].flatMap(([id, own]) => {
    const row = rows.get(id);
    return row === undefined ? [] : [{ id, name: row.name, here: own, there: row.tier }];
  });
  const differ = both.filter((one) => one.here !== one.there);
  return {
    ...{ at: formatInstant(now), is_signed: isSigned, listed: rows.size },
    tiers: { both: both.length, same: both.length - differ.length, differ: differ.slice(0, MOST_DIFFERENT) },
    verdicts: await compareVerdicts(sql, get, api),
    calibration: await readCalibration(get, api),
  };
}

type Table = {
  readonly rows: ReadonlyMap<string, { readonly name: string; readonly tier: Tier }>;
  readonly isSigned: boolean;
};

/** The first page of its table, by the key that its genesis names, or its newest state root. */
async function readTable(get: BoundedGet, api: string, { origin, vkey }: Peer): Promise<Table | undefined> {
  const envelope = await readJson(get, `${api}/signed/directory?limit=${MOST_ROWS}`);
  if (envelope === undefined) return undefined;
  const genesis = includedSchema.safeParse(await readJson(get, `${api}/entries/0/receipt`));
  const logged = genesis.success
    ? verifyReceipt(canonicalBytes(genesis.data.receipt), { logVkey: vkey, raw: rawVerify })
    : undefined;
  const entryBytes = logged?.ok === true && logged.index === 0 ? logged.entryBytes : undefined;
  const bytes = canonicalBytes(envelope);
  const judgedBy = (answerKey: Did | undefined) =>
    verifySignedAnswer(bytes, {
      ...{ logKey: { from: "given", vkey }, raw: rawVerify },
      ...(answerKey && { answerKey }),
    });
  let answerKey = entryBytes && answerKeyIn(entryBytes);
  let { answer, checks } = judgedBy(answerKey);
  if (entryBytes !== undefined && checks.some(({ name, outcome }) => name === "answer-key" && outcome === "fail")) {
    answerKey = (await readLaterKey(get, api, { vkey, entryBytes })) ?? answerKey;
    ({ answer, checks } = judgedBy(answerKey));
  }
  // What is not its own word is not held against it.
  if (answer?.origin !== origin || checks.some(({ outcome }) => outcome === "fail")) return undefined;
  const view = directorySchema.safeParse(answer.answer.data);
  if (!view.success) return undefined;
  const rows = view.data.rows.map(({ id, name, marks }) => [id, { name, tier: marks?.tier ?? "unrated" }] as const);
  return { rows: new Map(rows), isSigned: answerKey !== undefined };
}

/** The key that the log's newest state root names; `entryBytes`: of its genesis. */
async function readLaterKey(
  get: BoundedGet,
  api: string,
  { vkey, entryBytes }: { readonly vkey: string; readonly entryBytes: Uint8Array },
): Promise<Did | undefined> {
  const genesis = parseEntry(entryBytes);
  const answer = z.object({ proof: documentSchema }).safeParse(await readJson(get, `${api}/admins?proof=1`));
  if (!genesis.ok || !answer.success) return undefined;
  const { issuer } = genesis.value.parsed.statement;
  return provenAnswerKey(answer.data.proof as JsonObject, { logVkey: vkey, issuer, raw: rawVerify })?.answerKey;
}

async function readOwnTiers(sql: Sql, ids: readonly string[]): Promise<Map<string, Tier>> {
  const { rows } = await sql.query<{ provider: string; tier: Tier }>(
    `SELECT DISTINCT ON (provider) provider, form::json ->> 'tier' AS tier FROM mark_row
      WHERE provider = ANY($1::text[]) ORDER BY provider, day DESC`,
    [ids],
  );
  return new Map(rows.map(({ provider, tier }) => [provider, tier]));
}

const faultAnswer = z.object({ data: z.object({ case: z.string().nullable() }) });
const caseAnswer = z.object({ data: z.object({ verdict: z.string().nullable() }) });

async function compareVerdicts(sql: Sql, get: BoundedGet, api: string): Promise<PeerComparison["verdicts"]> {
  const { rows } = await sql.query<{ fault: string; verdict: string }>(
    `SELECT form::json -> 'verdict' ->> 'faultId' AS fault, form::json -> 'verdict' ->> 'verdict' AS verdict
       FROM aggregate_version WHERE kind = 'case' AND to_size IS NULL AND form::json -> 'verdict' ->> 'faultId' IS NOT NULL
        AND form::json ->> 'joinedTo' IS NULL ORDER BY from_size DESC LIMIT $1`,
    [MOST_FAULTS],
  );
  const counted = { both: 0, same: 0 };
  for (const { fault, verdict } of rows) {
    const found = faultAnswer.safeParse(await readJson(get, `${api}/faults/${fault}`));
    const id = found.success ? found.data.data.case : null;
    if (id === null || !/^case_[a-z2-7]{26}$/.test(id)) continue;
    const there = caseAnswer.safeParse(await readJson(get, `${api}/cases/${id}`));
    if (!there.success || there.data.data.verdict === null) continue;
    counted.both += 1;
    if (there.data.data.verdict === verdict) counted.same += 1;
  }
  return counted;
}

async function readCalibration(get: BoundedGet, api: string): Promise<CalibrationInShort | null> {
  const answer = z.object({ data: methodSchema }).safeParse(await readJson(get, `${api}/method`));
  if (!answer.success) return null;
  const { finished, brier, all } = answer.data.data.calibration;
  return { finished, brier, expected_failures: all.expected_failures, failed: all.failed, verdict: all.verdict };
}

async function readJson(get: BoundedGet, url: string) {
  const answer = await get(url);
  if (!answer.ok || answer.value.status !== 200) return undefined;
  const json = parseJson(answer.value.body, LIMITS);
  return json.ok ? json.value : undefined;
}
