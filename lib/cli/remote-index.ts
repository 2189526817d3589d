/** Reading a deployed index as a stranger: its log through the static paths, its answers through the public API. */
import { z } from "zod";
import { asOfSchema } from "#lib/contract/common.ts";
import { type SelfDescription, selfDescriptionSchema } from "#lib/contract/log.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { parseJson } from "#lib/kernel/json.ts";
import {
  decodeEntryBundle,
  type EntryBundleAt,
  entriesTilePath,
  entryBundlesOfSize,
  TILE_WIDTH,
  type TileAt,
  tilePath,
} from "#lib/log/tile.ts";
import { IncompleteError, type Io, UsageError } from "./command.ts";

/** Nothing that an index serves is larger; a hostile one cannot fill the reader's memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const ANSWER_LIMITS = { maxBytes: MAX_ANSWER_BYTES, maxDepth: 64, maxKeys: 1_000_000 };
const ANSWER_MS = 30_000;
/** Who finds a connection closed learns it at once; whoever waited longer asked an index that is away. */
const CLOSED_WITHIN_MS = 1_000;

/** Nothing came back: the index is away, or the connection broke before its answer. */
export class UnreachableError extends IncompleteError {}

type Page<T extends z.ZodType> = { readonly data: z.infer<T>[]; readonly time: string };

const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), page: z.object({ next_cursor: z.string().nullable() }), as_of: asOfSchema });

/** Where `npm run up` serves when the first port that it tries is free. */
const ON_THIS_MACHINE = "http://127.0.0.1:3000";

/** The index that `--url` names; else that of TOUCHSTONE_URL; else the one on this machine. Errors: `UsageError`. */
export function remoteOf({ url }: { readonly url?: string | undefined }, io: Pick<Io, "env" | "signal">): RemoteIndex {
  return new RemoteIndex(url ?? io.env.TOUCHSTONE_URL ?? ON_THIS_MACHINE, io);
}

export class RemoteIndex {
  readonly #base: URL;
  readonly #signal: AbortSignal;

  constructor(url: string, io: Pick<Io, "signal">) {
    const whole = url.endsWith("/") ? url : `${url}/`;
    if (!/^https?:/i.test(whole) || !URL.canParse(whole))
      throw new UsageError("Name the index by its address, such as https://index.example.");
    this.#base = new URL(whole);
    this.#signal = io.signal;
  }

  /** Where the index is read, as its name among the sites that were read before. */
  get address(): string {
    return this.#base.href;
  }

  async describe(): Promise<SelfDescription> {
    return this.get(".well-known/touchstone.json", selfDescriptionSchema);
  }

  /** What time it is there: this machine's clock, but for a demonstration what its own says. */
  async now(): Promise<Instant> {
    const { clock, now } = await this.describe();
    const simulated = clock === "simulated" ? parseInstant(now) : undefined;
    return simulated ?? asInstant(Date.now());
  }

  async checkpoint(): Promise<string> {
    return new TextDecoder().decode(await this.bytes("log/checkpoint"));
  }

  /** All leaves of the tree, bundle by bundle, in order. */
  async *leaves(size: number): AsyncGenerator<Uint8Array[]> {
    for (const bundle of entryBundlesOfSize(size)) yield await this.bundle(bundle);
  }

  async bundle(bundle: EntryBundleAt): Promise<Uint8Array[]> {
    const found = await this.find(entriesPath(bundle));
    const entries = found && decodeEntryBundle(found.bytes);
    if (entries?.length === bundle.width) return entries;
    if (found !== undefined) throw new IncompleteError(`${entriesPath(bundle)} does not hold ${bundle.width} entries.`);
    throw await this.#missing(bundle.number, bundle.width, 1, (width) => entriesPath({ ...bundle, width }));
  }

  async tile(tile: TileAt): Promise<Uint8Array> {
    const pathOf = (width: number) => `log/${tilePath({ ...tile, width })}`;
    const found = await this.find(pathOf(tile.width));
    if (found !== undefined) return found.bytes;
    throw await this.#missing(tile.number, tile.width, TILE_WIDTH ** tile.level, pathOf);
  }

  /** What is not served names the first entry that is missing: the widest prefix that is there ends before it. */
  async #missing(number: number, width: number, span: number, pathOf: (width: number) => string) {
    let [held, lacking] = [0, width];
    while (lacking - held > 1) {
      const middle = Math.floor((held + lacking) / 2);
      if ((await this.find(pathOf(middle))) === undefined) lacking = middle;
      else held = middle;
    }
    const entry = (number * TILE_WIDTH + held) * span;
    return new IncompleteError(`${pathOf(width)} answers 404: Entry ${entry} is not served, though it was signed.`);
  }

  /** Every row of a list, pinned to one size. A list that goes on without rows is an `IncompleteError`. */
  async *list<T extends z.ZodType>(
    path: string,
    asOf: number,
    row: T,
    words?: Readonly<Record<string, string>>,
  ): AsyncGenerator<z.infer<T>> {
    for await (const { data } of this.pages(path, asOf, row, words)) yield* data;
  }

  /** As {@link list}, page by page, with the time that each page says that it is of. */
  async *pages<T extends z.ZodType>(
    path: string,
    asOf: number,
    row: T,
    words: Readonly<Record<string, string>> = {},
  ): AsyncGenerator<Page<T>> {
    const pages = pageOf(row);
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ as_of: `${asOf}`, limit: "200", ...words });
      if (cursor !== null) query.set("cursor", cursor);
      const { data, page, as_of }: z.infer<typeof pages> = await this.get(`api/v1/${path}?${query}`, pages);
      if (data.length === 0 && page.next_cursor !== null)
        throw new IncompleteError(`api/v1/${path} gives an empty page and says that more follows.`);
      yield { data, time: as_of.time };
      cursor = page.next_cursor;
    } while (cursor !== null);
  }

  /** An answer as JSON of a shape; one that does not fit is an `IncompleteError`, since nothing can be said of it. */
  async get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    const { bytes } = await this.answer(path);
    const parsed = schema.safeParse(jsonOf(bytes));
    if (parsed.success) return parsed.data;
    const place = parsed.error.issues[0]?.path.join("/") ?? "";
    throw new IncompleteError(`${path} does not answer as the API is described (at "${place}").`);
  }

  /** As {@link get}, of a 200 or of the problem of a 404: what an index says of that which it does not have. */
  async ask<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    const url = new URL(path, this.#base);
    const response = await this.#read(url);
    if (response.status !== 404 && response.status !== 410 && !response.ok)
      throw new IncompleteError(`${url.pathname} answers ${response.status}.`);
    const parsed = schema.safeParse(jsonOf(await readAtMost(response, MAX_ANSWER_BYTES, url.pathname)));
    if (parsed.success) return parsed.data;
    throw new IncompleteError(`${path} does not answer as the API is described.`);
  }

  /** Bytes and headers of a 200 answer of at most `maxBytes`. */
  async answer(path: string, maxBytes = MAX_ANSWER_BYTES): Promise<{ bytes: Uint8Array; headers: Headers }> {
    const found = await this.find(path, maxBytes);
    if (found === undefined) throw new IncompleteError(`${path} answers 404.`);
    return found;
  }

  /** As {@link answer}; undefined when the index says that there is no such thing, or no longer (404, 410). */
  async find(path: string, maxBytes = MAX_ANSWER_BYTES): Promise<{ bytes: Uint8Array; headers: Headers } | undefined> {
    const url = new URL(path, this.#base);
    const response = await this.#read(url);
    if (response.status !== 404 && response.status !== 410 && !response.ok)
      throw new IncompleteError(`${url.pathname} answers ${response.status}.`);
    const bytes = await readAtMost(response, maxBytes, url.pathname);
    return response.ok ? { bytes, headers: response.headers } : undefined;
  }

  async bytes(path: string): Promise<Uint8Array> {
    return (await this.answer(path)).bytes;
  }

  /** A page for readers; undefined where there is none, or where readers are sent to another address for it. */
  async page(path: string): Promise<Uint8Array | undefined> {
    const url = new URL(path, this.#base);
    const response = await this.#read(url, { redirect: "manual" });
    const isElsewhere = response.status >= 300 && response.status < 400;
    if (!isElsewhere && response.status !== 404 && response.status !== 410 && !response.ok)
      throw new IncompleteError(`${url.pathname} answers ${response.status}.`);
    const bytes = await readAtMost(response, MAX_ANSWER_BYTES, url.pathname);
    return response.ok ? bytes : undefined;
  }

  /** The status and JSON of a POST; network trouble is an `UnreachableError`. */
  async post(
    path: string,
    body: Uint8Array,
  ): Promise<{ status: number; json: unknown; retryAfterSeconds: number | undefined }> {
    const response = await this.#fetch(new URL(path, this.#base), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Uint8Array.from(body),
    });
    const bytes = await readAtMost(response, MAX_ANSWER_BYTES, path);
    const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      json: jsonOf(bytes),
      retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    };
  }

  /** An index closes connections that were idle for seconds, and a replay lets them idle: what is only read is asked once more. */
  async #read(url: URL, init: RequestInit = {}): Promise<Response> {
    const askedMs = performance.now();
    try {
      return await this.#fetch(url, init);
    } catch (error) {
      const isClosed = error instanceof UnreachableError && performance.now() - askedMs < CLOSED_WITHIN_MS;
      if (!isClosed || this.#signal.aborted) throw error;
      return await this.#fetch(url, init);
    }
  }

  async #fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      return await fetch(url, { redirect: "error", ...init, signal });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new UnreachableError(`${url.origin} cannot be reached: ${cause}`);
    }
  }
}

function entriesPath(bundle: { number: number; width: number }): string {
  return `log/${entriesTilePath(bundle)}`;
}

/** Read strictly, so that no two readers of one answer see different facts; undefined for what is not JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  const parsed = parseJson(bytes, ANSWER_LIMITS);
  return parsed.ok ? parsed.value : undefined;
}

async function readAtMost(response: Response, limit: number, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > limit) break;
      chunks.push(chunk);
    }
  } catch {
    throw new IncompleteError(`${name} broke off before its end.`);
  }
  if (length > limit) throw new IncompleteError(`${name} is larger than ${limit} bytes.`);
  return Buffer.concat(chunks);
}
