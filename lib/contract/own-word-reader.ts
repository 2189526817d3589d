/** An index behind its API as a reader of price lists, and of what a statement did there. It believes the answers. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { type ProviderId, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { listOf, oneOf } from "./common.ts";
import { entrySchema, entrySummarySchema } from "./entries.ts";
import type { ReadJson } from "./history-reader.ts";
import { statementStateSchema } from "./statements.ts";

/** Lists of one provider that are read, the newest; with more of them nobody is acquitted. */
const MAX_LISTS = 40;

const listsSchema = listOf(entrySummarySchema);
const listSchema = oneOf(entrySchema);

/** The price lists that take effect now. Rejects when the index cannot be read, or answers in another form. */
export async function readPrices(read: ReadJson, provider: ProviderId): Promise<KnownPrices> {
  const query = `subject=${provider}&kind=disclosure.fees&limit=${MAX_LISTS}`;
  const { data, page } = listsSchema.parse(await read(`/api/v1/entries?${query}`));
  const versions: KnownPrices["versions"][number][] = [];
  for (const { index, effect } of data) {
    if (effect.status !== "effective" || effect.proposed === true) continue;
    const { statement, logged_at } = listSchema.parse(await read(`/api/v1/entries/${index}`)).data;
    const loggedAt = parseInstant(logged_at);
    const { body } = statement as { body?: JsonObject };
    if (loggedAt !== undefined && body !== undefined) versions.push({ body, loggedAt, entry: index });
  }
  return { versions, size: Number.MAX_SAFE_INTEGER, isWhole: page.next_cursor === null };
}

/** What a statement did in the log; undefined when it does not stand there, or waits for signatures. */
export async function readEffect(read: ReadJson, statement: StatementHash): Promise<"effective" | "void" | undefined> {
  const found = oneOf(statementStateSchema).safeParse(await read(`/api/v1/statements/${statement}`)).data?.data;
  const effect = found?.statement_hash === statement ? found.effect : undefined;
  return effect == null || effect.proposed === true ? undefined : effect.status;
}

/** What the claim of a bundle asks about price lists and disclosures; nothing for other kinds. Rejects when the index cannot be read. */
export async function readOwnWord(read: ReadJson, bundle: Bundle): Promise<OwnWord> {
  const { kind } = bundle.claim;
  const provider = parseProviderId(bundle.subject.provider);
  if (kind === "offer-broken" && provider !== undefined)
    return { prices: await readPrices(read, provider), effects: [] };
  const statements = kind === "disclosure-contradiction" ? (contradictionOf(bundle)?.statements ?? []) : [];
  const effects: [StatementHash, "effective" | "void"][] = [];
  for (const statement of statements) {
    const effect = await readEffect(read, statement);
    if (effect !== undefined) effects.push([statement, effect]);
  }
  return { effects };
}
