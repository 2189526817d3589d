/** An index behind its API as a reader of price lists, and of what a statement did there. It believes the answers. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { type ProviderId, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { listOf, oneOf } from "./common.ts";
import { entrySchema, entrySummarySchema } from "./entries.ts";
import type { ReadJson } from "./history-reader.ts";
import { statementStateSchema } from "./statements.ts";

/** Lists of one provider that are read, the newest; with more of them nobody is acquitted. */
const MAX_LISTS = 40;

const listsSchema = listOf(entrySummarySchema);
const listSchema = oneOf(entrySchema);

/**
 * The price lists that take effect now: one that several keys must sign from the entry on that holds the last signature, as
 * an index judges it. Rejects when the index cannot be read, or answers in another form.
 */
export async function readPrices(read: ReadJson, provider: ProviderId): Promise<KnownPrices> {
  const query = `subject=${provider}&kind=disclosure.fees&limit=${MAX_LISTS}`;
  const { data, page } = listsSchema.parse(await read(`/api/v1/entries?${query}`));
  const versions: KnownPrices["versions"][number][] = [];
  const waits: number[] = [];
  for (const { index, effect } of data) {
    if (effect.status !== "effective") continue;
    const proposed = await readEntry(read, index);
    const { proposal } = proposed;
    const entry = effect.proposed === true ? proposal?.carried_in : index;
    if (proposal != null) waits.push(instantOf(proposal.lapses_at) - instantOf(proposed.logged_at));
    if (entry == null) continue;
    const { logged_at } = entry === index ? proposed : await readEntry(read, entry);
    const { body } = proposed.statement as { body?: JsonObject };
    if (body !== undefined) versions.push({ body, loggedAt: instantOf(logged_at), entry });
  }
  versions.sort((a, b) => b.entry - a.entry);
  const isWhole = page.next_cursor === null;
  const oldest = data.at(-1);
  // A list that is not read for its age may have waited so long for its last signature.
  const since = isWhole || oldest === undefined ? 0 : instantOf(oldest.logged_at) + Math.max(0, ...waits);
  const known = versions.filter(({ loggedAt }) => loggedAt >= since);
  return { versions: known, size: Number.MAX_SAFE_INTEGER, isWhole };
}

async function readEntry(read: ReadJson, index: number) {
  return listSchema.parse(await read(`/api/v1/entries/${index}`)).data;
}

function instantOf(time: string): Instant {
  return parseInstant(time) ?? asInstant(0);
}

/**
 * What a statement did in the log before the entry `filedIn`; undefined when it does not stand there, or still waits for
 * signatures.
 */
async function readEffect(
  read: ReadJson,
  statement: StatementHash,
  filedIn: number,
): Promise<"effective" | "void" | undefined> {
  const found = oneOf(statementStateSchema).safeParse(await read(`/api/v1/statements/${statement}`)).data?.data;
  if (found?.statement_hash !== statement || found.index === null || found.index >= filedIn) return undefined;
  if (found.effect?.proposed !== true) return found.effect?.status;
  const { proposal } = await readEntry(read, found.index);
  if (proposal?.carried_in != null) return proposal.carried_in < filedIn ? "effective" : "void";
  return proposal?.state === "lapsed" ? "void" : undefined;
}

/**
 * What the claim of a bundle asks about price lists and disclosures; nothing for other kinds. `filedIn`: the report's entry,
 * where it was filed. Rejects when the index cannot be read.
 */
export async function readOwnWord(read: ReadJson, bundle: Bundle, filedIn = Number.MAX_SAFE_INTEGER): Promise<OwnWord> {
  const { kind } = bundle.claim;
  const provider = parseProviderId(bundle.subject.provider);
  if (kind === "offer-broken" && provider !== undefined)
    return { prices: await readPrices(read, provider), effects: [] };
  const statements = kind === "disclosure-contradiction" ? (contradictionOf(bundle)?.statements ?? []) : [];
  const effects: [StatementHash, "effective" | "void"][] = [];
  for (const statement of statements) {
    const effect = await readEffect(read, statement, filedIn);
    if (effect !== undefined) effects.push([statement, effect]);
  }
  return { effects };
}
