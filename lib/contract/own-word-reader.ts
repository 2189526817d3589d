/** An index behind its API as a reader of price lists, and of what a statement did there. It believes the answers. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import type { KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { type ProviderId, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { addMs, parseInstant } from "#lib/kernel/instant.ts";
import { PROPOSAL_LIFE_MS } from "#lib/state/forms.ts";
import { listOf, oneOf } from "./common.ts";
import { type EntryView, entrySchema, entrySummarySchema } from "./entries.ts";
import type { ReadJson } from "./history-reader.ts";
import { publishedLists } from "./published-lists.ts";
import { statementStateSchema } from "./statements.ts";

/** Lists of one provider that are read, the newest; with more of them nobody is acquitted. */
const MAX_LISTS = 40;

const listsSchema = listOf(entrySummarySchema);
const entryAnswer = oneOf(entrySchema);

/** The price lists that take effect now, newest first. Rejects when the index cannot be read, or answers in another form. */
export async function readPrices(read: ReadJson, provider: ProviderId): Promise<KnownPrices> {
  const query = `subject=${provider}&kind=disclosure.fees&limit=${MAX_LISTS}`;
  const { data, page } = listsSchema.parse(await read(`/api/v1/entries?${query}`));
  const lists = await publishedLists(data, (index) => readEntry(read, index));
  const isWhole = page.next_cursor === null;
  // What is older than the page may have been proposed, and published after the first that stands there.
  const since =
    isWhole || !data.some(({ effect }) => effect.proposed === true)
      ? undefined
      : parseInstant(data.at(-1)?.logged_at ?? "");
  const versions =
    since === undefined ? lists : lists.filter(({ loggedAt }) => loggedAt >= addMs(since, PROPOSAL_LIFE_MS));
  return { versions, size: Number.MAX_SAFE_INTEGER, isWhole };
}

async function readEntry(read: ReadJson, index: number): Promise<EntryView> {
  return entryAnswer.parse(await read(`/api/v1/entries/${index}`)).data;
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
  if (index !== null && filedIn !== undefined && index >= filedIn) return undefined;
  if (effect?.proposed !== true || index === null) return effect?.status;
  const { proposal } = await readEntry(read, index);
  if (proposal === null) return undefined;
  const carriedIn = proposal.carried_in ?? Number.POSITIVE_INFINITY;
  if (carriedIn < (filedIn ?? Number.POSITIVE_INFINITY)) return "effective";
  return filedIn === undefined && proposal.state === "open" ? undefined : "void";
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
