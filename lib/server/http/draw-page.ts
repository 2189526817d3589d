/**
 * Draws a page for nobody in particular: the request is the index's own and carries nothing of any reader, so that
 * nothing of one can stand in what all are given.
 */
import { randomBytes } from "node:crypto";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { cutPage, type DrawnPage } from "./drawn-page.ts";
import { REQUEST_TIMEOUT_MS } from "./edge-rules.ts";
import { type HeaderPolicy, pagePolicy } from "./security-headers.ts";
import type { Handler } from "./web-server.ts";

/** A larger answer is drawn for each reader, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Between the head and the body of an answer. */
const END_OF_HEAD = "\r\n\r\n";

export type DrawOptions = {
  readonly pages: Handler;
  readonly headers: HeaderPolicy;
  /** The host of the site's own address. */
  readonly host: string;
};

/** Undefined when the answer is anything but a whole page for everybody. Throws what the handler throws. */
export async function drawPage({ pages, headers, host }: DrawOptions, path: string): Promise<DrawnPage | undefined> {
  const standIn = randomBytes(16).toString("base64");
  const line = new Nowhere();
  const request = new IncomingMessage(line);
  Object.assign(request, { method: "GET", url: path, httpVersion: "1.1", httpVersionMajor: 1, httpVersionMinor: 1 });
  request.headers = {
    host,
    accept: "text/html",
    "content-security-policy": pagePolicy(standIn, headers, path),
    "x-nonce": standIn,
  };
  request.push(null);
  const response = new ServerResponse(request);
  response.useChunkedEncodingByDefault = false;
  response.assignSocket(line);
  const ended = new Promise<void>((resolve) => response.once("close", resolve));
  response.once("finish", () => line.destroy());
  // What a server does for the connections it took itself.
  line.on("drain", () => response.emit("drain"));
  const limit = setTimeout(() => line.destroy(), REQUEST_TIMEOUT_MS);
  try {
    // A handler that hangs is left to itself when the time is over.
    await Promise.race([ended, pages(request, response)]);
    await ended;
  } finally {
    clearTimeout(limit);
    line.destroy();
  }
  if (!response.writableFinished || !isForAll(response) || line.size > MOST_BYTES) return undefined;
  const answer = Buffer.concat(line.chunks);
  const html = answer.subarray(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length);
  return cutPage({ status: response.statusCode, headers: headersOf(response), html }, standIn);
}

/** A page, or the page that says there is none: whoever asks for what does not exist costs one drawing, too. */
function isForAll(response: ServerResponse): boolean {
  const isAnswer = response.statusCode === 200 || response.statusCode === 404;
  const isHtml = String(response.getHeader("content-type")).startsWith("text/html");
  const own = ["set-cookie", "content-encoding", "transfer-encoding"];
  return isAnswer && isHtml && !own.some((name) => response.hasHeader(name));
}

/** All but the length: each reader's copy has its own. */
function headersOf(response: ServerResponse): (readonly [string, string])[] {
  const names = response.getHeaderNames().filter((name) => name !== "content-length");
  return names.map((name) => [name, [response.getHeader(name) ?? ""].flat().join(", ")]);
}

/** A connection that leads nowhere: it takes what it is given, and remembers as much as may be kept. */
class Nowhere extends Socket {
  readonly chunks: Buffer[] = [];
  size = 0;

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
    this.size += bytes.length;
    if (this.size <= MOST_BYTES) this.chunks.push(bytes);
    done();
  }

  override _writev(
    writes: { chunk: Buffer | string; encoding: BufferEncoding }[],
    done: (error?: Error | null) => void,
  ): void {
    for (const { chunk, encoding } of writes) this._write(chunk, encoding, () => undefined);
    done();
  }
}
