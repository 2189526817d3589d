/**
 * Public answers kept ready to write: status line, headers and bytes. A hit costs two map look-ups, so that tiles,
 * checkpoint and API reads run at a good part of the speed of a bare Node handler.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Lru } from "../log-store/lru.ts";
import { isNotModified, type Reply, replyHeaders } from "./respond.ts";

/** `forever`: what was served once never changes. `head`: holds while the known head's version stays the same. */
export type Keep = "forever" | "head";

type Hot = {
  readonly version: number | undefined;
  readonly tag: string;
  /** Names and values in turn, as `writeHead` takes them fastest. */
  readonly headers: readonly string[];
  readonly notModifiedHeaders: readonly string[];
  /** Short text stays text: Node then sends head and body in one write. A long one is bytes, which nothing joins and copies. */
  readonly body: string | Buffer;
  /** Of text whose characters are bytes: the head is Latin-1 too, and nothing is encoded at each answer. */
  readonly encoding: "latin1" | "utf8";
};

const KEPT_BYTES = 32 * 1024 * 1024;
/** Up to this many bytes Node writes text from its stack; beyond, it copies it twice at each answer. */
const MOST_TEXT_BYTES = 16 * 1024;
/** Headers and keys of an entry, roughly. */
const OVERHEAD_BYTES = 2048;

export class HotAnswers {
  readonly #entries = new Lru<string, Hot>(KEPT_BYTES, (hot) => hot.body.length + OVERHEAD_BYTES);
  readonly #common: readonly string[];
  /** Version of the head that is known and fresh now; undefined when the database must be asked. */
  readonly #version: () => number | undefined;

  constructor(common: ReadonlyArray<readonly [string, string]>, version: () => number | undefined) {
    this.#common = common.flat();
    this.#version = version;
  }

  /** Writes the kept answer and gives its status; undefined when there is none that still holds. GET and HEAD only. */
  write(request: IncomingMessage, response: ServerResponse, requestId: string): number | undefined {
    const hot = this.#entries.get(keyOf(request.url ?? "", request.headers.accept));
    if (hot === undefined || (hot.version !== undefined && hot.version !== this.#version())) return undefined;
    const notModified = isNotModified(request.headers["if-none-match"] ?? null, hot.tag);
    const status = notModified ? 304 : 200;
    const headers = notModified ? hot.notModifiedHeaders : hot.headers;
    response.writeHead(status, ["X-Request-Id", requestId, ...headers]);
    if (notModified || request.method === "HEAD") response.end();
    else response.end(hot.body, hot.encoding);
    return status;
  }

  /** Keeps a 200 reply for the target (path and query) that asked for it. */
  keep(target: string, accept: string | undefined, reply: Reply, tag: string, version: number | undefined): void {
    const bytes = Buffer.byteLength(reply.body);
    const isText = typeof reply.body === "string" && bytes <= MOST_TEXT_BYTES;
    const body = isText ? reply.body : Buffer.from(reply.body);
    const own = Object.entries(replyHeaders(reply, { tag, isPublic: true }));
    const isEntity = ([name]: readonly [string, string]) => name !== "Content-Type";
    this.#entries.set(keyOf(target, accept), {
      version,
      tag,
      headers: [...this.#common, ...own.flat(), "Content-Length", String(bytes)],
      notModifiedHeaders: [...this.#common, ...own.filter(isEntity).flat()],
      body,
      // As many bytes as characters: all of them are ASCII.
      encoding: bytes === body.length ? "latin1" : "utf8",
    });
  }
}

/** Whether a reader asks for the text form of a proof; everything else is one class. */
export function wantsText(accept: string | null | undefined): boolean {
  return accept?.startsWith("text/plain") === true;
}

function keyOf(target: string, accept: string | undefined): string {
  return wantsText(accept) ? `text ${target}` : target;
}
