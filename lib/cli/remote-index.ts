/** Reading a deployed index as a stranger: its log through the static paths, its answers through the public API. */
import { z } from "zod";
import { asOfSchema } from "#lib/contract/common.ts";
import { type SelfDescription, selfDescriptionSchema } from "#lib/contract/log.ts";
import { decodeEntryBundle, entriesTilePath, entryBundlesOfSize, type TileAt, tilePath } from "#lib/log/tile.ts";
import { IncompleteError, type Io } from "./command.ts";

/** Nothing that an index serves is larger; a hostile one cannot fill the reader's memory. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const ANSWER_MS = 30_000;

const pageAnswer = z.object({
  data: z.array(z.unknown()),
  page: z.object({ next_cursor: z.string().nullable() }),
  as_of: asOfSchema,
});

export class RemoteIndex {
  readonly #base: URL;
  readonly #signal: AbortSignal;

  constructor(url: string, io: Pick<Io, "signal">) {
    this.#base = new URL(url.endsWith("/") ? url : `${url}/`);
    this.#signal = io.signal;
  }

  async describe(): Promise<SelfDescription> {
    return selfDescriptionSchema.parse(await this.json(".well-known/touchstone.json"));
  }

  async checkpoint(): Promise<string> {
    return new TextDecoder().decode(await this.bytes("log/checkpoint"));
  }

  /** All leaves of the tree, bundle by bundle, in order. */
  async *leaves(size: number): AsyncGenerator<Uint8Array[]> {
    for (const bundle of entryBundlesOfSize(size)) {
      const entries = decodeEntryBundle(await this.bytes(entriesPath(bundle)));
      if (entries?.length !== bundle.width)
        throw new IncompleteError(`${entriesPath(bundle)} does not hold ${bundle.width} entries.`);
      yield entries;
    }
  }

  tile(tile: TileAt): Promise<Uint8Array> {
    return this.bytes(`log/${tilePath(tile)}`);
  }

  /** Every row of a list, pinned to one size. */
  async *list(path: string, asOf: number): AsyncGenerator<unknown> {
    let cursor: string | null = null;
    do {
      const query: string = `as_of=${asOf}&limit=200${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer: z.infer<typeof pageAnswer> = pageAnswer.parse(await this.json(`api/v1/${path}?${query}`));
      yield* answer.data;
      cursor = answer.page.next_cursor;
    } while (cursor !== null);
  }

  async json(path: string): Promise<unknown> {
    return JSON.parse(new TextDecoder().decode(await this.bytes(path)));
  }

  async bytes(path: string): Promise<Uint8Array> {
    const url = new URL(path, this.#base);
    const response = await this.#fetch(url);
    if (!response.ok) throw new IncompleteError(`${url.pathname} answers ${response.status}.`);
    return readAtMost(response, MAX_ANSWER_BYTES, url.pathname);
  }

  /** The status and JSON of a POST; network trouble is an `IncompleteError`. */
  async post(
    path: string,
    body: Uint8Array,
  ): Promise<{ status: number; json: unknown; retryAfterSeconds: number | undefined }> {
    const response = await this.#fetch(new URL(path, this.#base), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Uint8Array.from(body),
    });
    const text = new TextDecoder().decode(await readAtMost(response, MAX_ANSWER_BYTES, path));
    const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      json: text === "" ? undefined : JSON.parse(text),
      retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    };
  }

  async #fetch(url: URL, init: RequestInit = {}): Promise<Response> {
    const signal = AbortSignal.any([this.#signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      return await fetch(url, { ...init, signal, redirect: "error" });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new IncompleteError(`${url.origin} cannot be reached: ${cause}`);
    }
  }
}

function entriesPath(bundle: { number: number; width: number }): string {
  return `log/${entriesTilePath(bundle)}`;
}

async function readAtMost(response: Response, limit: number, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new IncompleteError(`${name} is larger than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
