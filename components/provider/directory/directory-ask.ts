/** What an address asks of the table of providers, whatever stands in it; and the addresses of its neighbours. Pure. */
import { type DirectoryQuery, directoryQuery } from "#lib/contract/directory.ts";
import { parseMoney } from "#lib/reputation/money.ts";
import { BESIDE_COLUMNS, COLUMNS, type ColumnId, PRESET_COLUMNS } from "./directory-columns.ts";

export type DirectoryAsk = {
  readonly query: DirectoryQuery;
  /** The same for the API, without what it refused. */
  readonly words: Readonly<Record<string, string>>;
  readonly columns: readonly ColumnId[];
  readonly isDense: boolean;
  /** As typed; money text that is none gives limits of every 100. */
  readonly loss: string;
  /** Parts of the address that were left out, each with its reason. */
  readonly problems: readonly string[];
};

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Rows of a page. */
export const PAGE_ROWS = 50;

const ASKED = [
  ...["cursor", "as_of", "kind", "tier", "operator", "jurisdiction", "category", "unit", "currency"],
  ...["price_most", "open", "q", "sort"],
] as const;

export function directoryAskOf(params: Params): DirectoryAsk {
  const said = new Map(ASKED.flatMap((name) => wordOf(params, name) ?? []));
  const q = said.get("q");
  // An operator is known by its did, which stands in no name.
  if (q?.startsWith("did:") && said.delete("q")) said.set("operator", q);
  const { columns, unknown } = columnsOf(typeof params.cols === "string" ? params.cols : params.cols?.join(","));
  if (columns.some((column) => BESIDE_COLUMNS.includes(column))) said.set("beside", "1");
  const { query, words, problems } = parsed(said);
  const loss = one(params.loss)?.trim() ?? "";
  const money = loss === "" ? undefined : parseMoney(loss);
  return {
    ...{ query, words, columns, loss, isDense: one(params.dense) === "1" },
    problems: [
      ...problems,
      ...unknown.map((name) => `There is no column “${name}”.`),
      ...(money === undefined || money.ok ? [] : [`What you could lose: ${money.error.detail}`]),
    ],
  };
}

const one = (value: Params[string]) => (typeof value === "string" ? value : value?.[0]);

function wordOf(params: Params, name: string): [[string, string]] | undefined {
  const word = one(params[name])?.trim();
  return word === undefined || word === "" ? undefined : [[name, word]];
}

/** What the contract refuses is left out, and said. */
type Parsed = Pick<DirectoryAsk, "query" | "words"> & { readonly problems: string[] };

function parsed(said: ReadonlyMap<string, string>): Parsed {
  const words = Object.fromEntries(said);
  const whole = directoryQuery.safeParse({ ...words, limit: String(PAGE_ROWS) });
  if (whole.success) return { query: whole.data, words, problems: [] };
  const wrong = new Map(whole.error.issues.map(({ path, message }) => [String(path[0]), message]));
  const rest = new Map([...said].filter(([name]) => !wrong.has(name)));
  if (rest.size === said.size) return { query: { limit: PAGE_ROWS }, words: {}, problems: [...wrong.values()] };
  const kept = parsed(rest);
  return { ...kept, problems: [...[...wrong].map(([name, message]) => `${name}: ${message}`), ...kept.problems] };
}

function columnsOf(text: string | undefined): { columns: ColumnId[]; unknown: string[] } {
  if (text === undefined || text === "") return { columns: [...PRESET_COLUMNS], unknown: [] };
  const asked = [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== "");
  const columns = COLUMNS.flatMap(({ id }) => (asked.includes(id) ? [id] : []));
  const unknown = asked.filter((word) => COLUMNS.every(({ id }) => id !== word)).slice(0, 5);
  return { columns: columns.length === 0 ? [...PRESET_COLUMNS] : columns, unknown };
}

/** All rows of the question as a file, with the head that they are of. */
export function exportHref({ words }: Pick<DirectoryAsk, "words">, format: "csv" | "json"): string {
  const { cursor: _, ...rest } = words;
  return `/api/v1/directory/export?${new URLSearchParams({ format, ...rest })}`;
}

/** What happens to those that the filters keep. */
export function feedHref({ words }: Pick<DirectoryAsk, "words">): string {
  const { cursor: _1, sort: _2, as_of: _3, beside: _4, ...rest } = words;
  const text = new URLSearchParams(rest).toString();
  return `/directory/feed.atom${text === "" ? "" : `?${text}`}`;
}

/** Where the same search is followed by message. */
export function followHref(ask: Pick<DirectoryAsk, "words">): string {
  const [, search = ""] = feedHref(ask).split("?");
  return `/following?${new URLSearchParams({ search })}#webhooks`;
}
