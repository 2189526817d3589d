/**
 * Public pages, drawn once for all who ask while the head stays. Each reader is given a copy with a nonce of their own;
 * whatever is not plainly such a page goes to Next as ever (docs/adr/0125-pages-are-drawn-once.md).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Lru } from "../log-store/lru.ts";
import { type DrawnPage, packedBytes, packPage, plainBytes } from "./drawn-page.ts";
import type { Handler } from "./web-server.ts";

/** What a page shows beside the log (observations, watchers, clocks) may be this old, in ms. */
const KEPT_MS = 2000;
const KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Pages that are the same for everybody, by the one way to write their address. `.dependency-cruiser.cjs` keeps their
 * routes from asking who is signed in.
 */
const KEPT_PATHS = [/^\/$/, /^\/providers$/, /^\/providers\/prv_[a-z2-7]{26}$/];

export type KeptPagesOptions = {
  /** Draws for all readers. */
  readonly draw: (path: string) => Promise<DrawnPage | undefined>;
  /** Draws for one reader. */
  readonly pages: Handler;
  /** Of the known head. Errors: the database is away. */
  readonly version: () => Promise<number>;
  readonly monotonicMs: () => number;
};

type Kept = {
  readonly page: DrawnPage;
  /** When its drawing began. */
  readonly atMs: number;
  packed?: Promise<readonly Buffer[]>;
};

export class KeptPages {
  readonly #options: KeptPagesOptions;
  #version = Number.NaN;
  #kept = keptPages();
  #drawing = new Map<string, Promise<Kept | undefined>>();

  constructor(options: KeptPagesOptions) {
    this.#options = options;
  }

  readonly handle: Handler = async (request, response) => {
    const nonce = request.headers["x-nonce"];
    const kept = typeof nonce === "string" && isKeptPage(request) ? await this.#find(request.url ?? "") : undefined;
    if (typeof nonce !== "string" || kept === undefined) return this.#options.pages(request, response);
    await send(request, response, kept, nonce);
  };

  /** Undefined when it must be drawn for each reader. */
  async #find(path: string): Promise<Kept | undefined> {
    try {
      const version = await this.#options.version();
      if (version !== this.#version) {
        this.#version = version;
        this.#kept = keptPages();
        this.#drawing = new Map();
      }
      const kept = this.#kept.get(path);
      if (kept !== undefined && this.#options.monotonicMs() - kept.atMs < KEPT_MS) return kept;
      return await (this.#drawing.get(path) ?? this.#draw(path));
    } catch {
      // Next says what failed, to each reader.
      return undefined;
    }
  }

  /** What moves while it is drawn must not be kept under the newer version: the maps of the older one are let go. */
  #draw(path: string): Promise<Kept | undefined> {
    const [kept, drawing, atMs] = [this.#kept, this.#drawing, this.#options.monotonicMs()];
    const drawn = this.#options.draw(path).then((page) => {
      if (page === undefined) return undefined;
      const fresh = { page, atMs };
      kept.set(path, fresh);
      return fresh;
    });
    drawing.set(path, drawn);
    return drawn.finally(() => drawing.delete(path));
  }
}

/** Weighed with its compressed form, which is no larger than the page. */
function keptPages(): Lru<string, Kept> {
  return new Lru(KEPT_BYTES, ({ page }) => 2 * page.byteLength);
}

/** A whole page without a query: not what the router of the site's own scripts asks for. */
function isKeptPage({ method, url = "", headers }: IncomingMessage): boolean {
  if ((method !== "GET" && method !== "HEAD") || !KEPT_PATHS.some((path) => path.test(url))) return false;
  return !Object.keys(headers).some(
    (name) => name === "rsc" || name.startsWith("next-") || name.startsWith("x-nextjs-"),
  );
}

async function send(request: IncomingMessage, response: ServerResponse, kept: Kept, nonce: string): Promise<void> {
  const { page } = kept;
  const isPacked = takesGzip(request.headers["accept-encoding"]);
  if (isPacked) kept.packed ??= packPage(page);
  const { chunks, length } = isPacked ? packedBytes(page, await (kept.packed ?? []), nonce) : plainBytes(page, nonce);
  // The reader left, or was told that it took too long.
  if (response.headersSent || response.destroyed) return;
  for (const [name, parts] of page.headers) response.setHeader(name, parts.join(nonce));
  if (isPacked) response.setHeader("Content-Encoding", "gzip");
  response.setHeader("Content-Length", length);
  response.writeHead(page.status);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  response.cork();
  for (const chunk of chunks) response.write(chunk);
  response.end();
}

/** RFC 9110 section 12.5.3, for the one coding that pages have: named, or by `*`, and not with a weight of nothing. */
export function takesGzip(accepted: string | string[] | undefined): boolean {
  const codings = new Map(
    String(accepted ?? "")
      .split(",")
      .map((item) => {
        const [name = "", ...parameters] = item
          .toLowerCase()
          .split(";")
          .map((part) => part.trim());
        const weight = parameters.find((parameter) => parameter.startsWith("q="));
        return [name, weight === undefined ? 1 : Number(weight.slice(2))];
      }),
  );
  return (codings.get("gzip") ?? codings.get("*") ?? 0) > 0;
}
