/** An index behind its API as a reader of a provider's own word: its price lists, and what a statement did there. It believes the answers. */
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import { oneOf } from "./common.ts";
import type { ReadJson } from "./history-reader.ts";
import { readEntry, readPrices } from "./price-reader.ts";
import { statementStateSchema } from "./statements.ts";

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
