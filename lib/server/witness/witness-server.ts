/**
 * A witness over HTTP: `POST /add-checkpoint`, and `GET /<hex SHA-256 of the origin>/checkpoint` for the head that it
 * cosigned last. Nothing else is served; bodies and times are bounded.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { MAX_ADD_CHECKPOINT_BYTES, type WitnessAnswer } from "#lib/log/witness-protocol.ts";
import type { WitnessDesk } from "./witness-desk.ts";

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 256;
const CHECKPOINT_PATH = /^\/([0-9a-f]{64})\/checkpoint$/;

/** `onError`: the store failed; the log that asked was told 500 and nothing was cosigned. */
export function createWitnessServer(desk: WitnessDesk, onError: (error: unknown) => void): Server {
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8 * 1024,
    },
    (request, response) => {
      answer(desk, request).then(
        (said) => write(response, said, request.method === "HEAD"),
        (error: unknown) => {
          if (request.destroyed && !request.complete) return;
          onError(error);
          write(response, plain(500, "the store failed"), false);
        },
      );
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

async function answer(desk: WitnessDesk, request: IncomingMessage): Promise<WitnessAnswer> {
  const target = request.url ?? "";
  if (target === "/add-checkpoint") {
    if (request.method !== "POST") return plain(405, "POST only");
    const body = await readBounded(request);
    return body === undefined ? plain(400, "too long") : await desk.addCheckpoint(body);
  }
  const originHash = CHECKPOINT_PATH.exec(target)?.[1];
  if (originHash === undefined) return plain(404, "no such path");
  if (request.method !== "GET" && request.method !== "HEAD") return plain(405, "GET only");
  const note = await desk.findCheckpoint(originHash);
  return note === undefined ? plain(404, "unknown-log") : { ...plain(200, ""), body: note };
}

/** The body, or undefined when it is longer than any request may be. */
async function readBounded(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  // The answer still goes over this connection, so that leaving the loop must not end it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ADD_CHECKPOINT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, mediaType: "text/plain; charset=utf-8", body: `${reason}\n` };
}

function write(response: ServerResponse, { status, mediaType, body }: WitnessAnswer, headOnly: boolean): void {
  response.writeHead(status, {
    "Content-Type": mediaType,
    "Content-Length": Buffer.byteLength(body),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    // What was not read would be taken for the next request.
    ...(status === 400 && { Connection: "close" }),
  });
  response.end(headOnly ? undefined : body);
}
