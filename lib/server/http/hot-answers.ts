/**
 * Public answers kept ready to write: head and body as one run of bytes, which is made anew when the second of its `Date`
 * is over. A hit costs two map look-ups and one write, less than what Node needs to compose a head of three lines, so that
 * tiles, checkpoint and API reads run as fast as a bare Node handler (docs/adr/0200-kept-answers-are-bytes.md).
 */
import { type IncomingMessage, type ServerResponse, validateHeaderName, validateHeaderValue } from "node:http";
import { Lru } from "../log-store/lru.ts";
import { IDLE_CONNECTION_MS } from "./edge-rules.ts";
import { isNotModified, type Reply, replyHeaders } from "./respond.ts";

/** `forever`: what was served once never changes. `head`: holds while the known head's version stays the same. */
export type Keep = "forever" | "head";

type Hot = {
  readonly version: number | undefined;
  readonly tag: string;
  /** Names and values in turn, without what Node adds: for the connections that end with this answer. */
  readonly headers: readonly string[];
  readonly notModifiedHeaders: readonly string[];
  readonly body: Buffer;
  /** True for one second. */
  now: { readonly second: number; readonly head: string; readonly whole: Buffer | undefined } | undefined;
};

/**
 * What `writeHead` leaves behind: the head as text, and whether it is on its way. Node documents neither; its version is
 * pinned (docs/adr/0003-node-from-npm.md), and hot-answers.test.ts reads what comes over the wire.
 */
type Headed = ServerResponse & { _header: string; _headerSent: boolean };

const KEPT_BYTES = 32 * 1024 * 1024;
/** Headers and keys of an entry, roughly. */
const OVERHEAD_BYTES = 3072;
/** Longer bodies are not copied each second: their head is written beside them. */
const MAX_JOINED_BYTES = 16 * 1024;
const GO_ON = `Connection: keep-alive\r\nKeep-Alive: timeout=${IDLE_CONNECTION_MS / 1000}\r\n\r\n`;

export type HotOptions = {
  /** Names and values that every answer carries. */
  readonly common: ReadonlyArray<readonly [string, string]>;
  /** Version of the head that is known and fresh now; undefined when the database must be asked. */
  readonly version: () => number | undefined;
  /** The machine's time in ms, for `Date`. */
  readonly nowMs: () => number;
};

export class HotAnswers {
  readonly #entries = new Lru<string, Hot>(KEPT_BYTES, ({ body }) => {
    return OVERHEAD_BYTES + (body.length > MAX_JOINED_BYTES ? body.length : 2 * body.length);
  });
  readonly #common: readonly string[];
  readonly #options: HotOptions;
  #date = { second: Number.NaN, text: "" };

  constructor(options: HotOptions) {
    this.#common = options.common.flat();
    this.#options = options;
  }

  /** Writes the kept answer and gives its status; undefined when there is none that still holds. GET and HEAD only. */
  write(request: IncomingMessage, response: ServerResponse): 200 | 304 | undefined {
    const hot = this.#entries.get(keyOf(request.url ?? "", request.headers.accept));
    if (hot === undefined || (hot.version !== undefined && hot.version !== this.#options.version())) return undefined;
    const status = isNotModified(request.headers["if-none-match"] ?? null, hot.tag) ? 304 : 200;
    const body = status === 200 && request.method === "GET" ? hot.body : undefined;
    if (!response.shouldKeepAlive || request.headers.expect !== undefined) {
      // Node knows when a connection must end: it writes this head by itself.
      const headers = status === 200 ? hot.headers : hot.notModifiedHeaders;
      response.writeHead(status, [...headers, "Date", this.#dateNow().text]).end(body);
      return status;
    }
    const headed = response as Headed;
    response.statusCode = status;
    if (status === 304) {
      headed._header = this.#headOf(hot, status);
      response.end();
      return status;
    }
    const { head, whole } = this.#ofNow(hot);
    headed._header = head;
    if (body === undefined || whole === undefined) response.end(body);
    else {
      headed._headerSent = true; // it stands before the body
      response.end(whole);
    }
    return status;
  }

  /** Keeps a 200 reply for the target (path and query) that asked for it. Throws for a header that HTTP does not allow. */
  keep(target: string, accept: string | undefined, reply: Reply, tag: string, version: number | undefined): void {
    const body = Buffer.from(reply.body);
    const own = Object.entries(replyHeaders(reply, { tag, isPublic: true }));
    for (const [name, value] of own) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    const isEntity = ([name]: readonly [string, string]) => name !== "Content-Type";
    this.#entries.set(keyOf(target, accept), {
      version,
      tag,
      headers: [...this.#common, ...own.flat(), "Content-Length", String(body.length)],
      notModifiedHeaders: [...this.#common, ...own.filter(isEntity).flat()],
      body,
      now: undefined,
    });
  }

  #ofNow(hot: Hot): NonNullable<Hot["now"]> {
    const { second } = this.#dateNow();
    if (hot.now?.second === second) return hot.now;
    const head = this.#headOf(hot, 200);
    // New bytes each time, never those of before: the socket may still be sending them.
    const whole =
      hot.body.length > MAX_JOINED_BYTES ? undefined : Buffer.concat([Buffer.from(head, "latin1"), hot.body]);
    hot.now = { second, head, whole };
    return hot.now;
  }

  #headOf(hot: Hot, status: 200 | 304): string {
    const headers = status === 200 ? hot.headers : hot.notModifiedHeaders;
    let head = status === 200 ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 304 Not Modified\r\n";
    for (let at = 0; at + 1 < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`;
    return `${head}Date: ${this.#dateNow().text}\r\n${GO_ON}`;
  }

  #dateNow(): { readonly second: number; readonly text: string } {
    const nowMs = this.#options.nowMs();
    const second = Math.floor(nowMs / 1000);
    if (this.#date.second !== second) this.#date = { second, text: new Date(nowMs).toUTCString() };
    return this.#date;
  }
}

/** Whether a reader asks for the text form of a proof; everything else is one class. */
export function wantsText(accept: string | null | undefined): boolean {
  return accept?.startsWith("text/plain") === true;
}

function keyOf(target: string, accept: string | undefined): string {
  return wantsText(accept) ? `text ${target}` : target;
}
