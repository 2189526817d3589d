/** An index behind its API as a reader of price lists, and of what a statement did there. It believes the answers. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { type ProviderId, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { listOf, oneOf } from "./common.ts";
import { type EntryView, entrySchema, entrySummarySchema } from "./entries.ts";
import type { ReadJson } from "./history-reader.ts";
import { statementStateSchema } from "./statements.ts";

/** Lists of one provider that are read, the newest; with more of them nobody is acquitted. */
const MAX_LISTS = 40;

const listsSchema = listOf(entrySummarySchema);
const listSchema = oneOf(entrySchema);

/**
 * The price lists that take effect now, newest first. One that several keys sign is of the entry of its last signature, and none before.
 * Rejects when the index cannot be read, or answers in another form.
 */
export async function readPrices(read: ReadJson, provider: ProviderId): Promise<KnownPrices> {
  const query = `subject=${provider}&kind=disclosure.fees&limit=${MAX_LISTS}`;
  const { data, page } = listsSchema.parse(await read(`/api/v1/entries?${query}`));
  const versions: KnownPrices["versions"][number][] = [];
  for (const { index, effect } of data) {
    if (effect.status !== "effective") continue;
    const stated = await readEntry(read, index);
    const published = effect.proposed === true ? await readCarrying(read, stated) : stated;
    if (published === undefined) continue;
    const loggedAt = parseInstant(published.logged_at);
    const { body } = stated.statement as { body?: JsonObject };
    if (loggedAt !== undefined && body !== undefined) versions.push({ body, loggedAt, entry: published.index });
  }
  versions.sort((a, b) => b.entry - a.entry);
  return { versions, size: Number.MAX_SAFE_INTEGER, isWhole: page.next_cursor === null };
}

async function readEntry(read: ReadJson, index: number): Promise<EntryView> {
  return listSchema.parse(await read(`/api/v1/entries/${index}`)).data;
}

/** The entry of the last signature under a proposal; undefined while one is missing, and when it lapsed. */
async function readCarrying(read: ReadJson, { proposal }: EntryView): Promise<EntryView | undefined> {
  const index = proposal?.carried_in ?? null;
  return index === null ? undefined : await readEntry(read, index);
}

/**
 * What a statement did in the log before the entry `filedIn`, preset: by now. Undefined when it does not stand there, or can still become
 * effective.
 */
export async function readEffect(
  read: ReadJson,
  statement: StatementHash,
  filedIn?: number,
): Promise<"effective" | "void" | undefined> {
  const found = oneOf(statementStateSchema).safeParse(await read(`/api/v1/statements/${statement}`)).data?.data;
  if (found?.statement_hash !== statement) return undefined;
  const { effect, index } = found;
  if (effect?.proposed !== true || index === null) return effect?.status;
  const { proposal } = await readEntry(read, index);
  const carriedIn = proposal?.carried_in ?? Number.POSITIVE_INFINITY;
  if (carriedIn < (filedIn ?? Number.POSITIVE_INFINITY)) return "effective";
  return filedIn === undefined && proposal?.state === "open" ? undefined : "void";
}

/**
 * What the claim of a bundle asks about price lists and disclosures; nothing for other kinds. `filedIn`: where its report stands, left out
 * before it is filed. Rejects when the index cannot be read.
 */
export async function readOwnWord(read: ReadJson, bundle: Bundle, filedIn?: number): Promise<OwnWord> {
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
