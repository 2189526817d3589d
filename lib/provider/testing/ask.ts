/** A client of signed answers over HTTP/1.1, and what it makes of them. */
import { type IncomingMessage, type Server, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { captureExchange, type SentRequest, type SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import { checkOwnAnswer, keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { asInstant } from "#lib/kernel/instant.ts";

export const seed = new Uint8Array(32).fill(5);
export const nonce = "bm9uY2Utb2YtY2xpZW50";
const keyOf = keyAmong([publicKeyOfSeed(seed)]);

export type Sent = { request: SentRequest; response: SentResponse };
export type Ask = {
  method?: string;
  fields?: [string, string][];
  body?: Uint8Array;
  nonce?: string | undefined;
  digest?: string | undefined;
  target?: string;
};

export function ask(
  server: Server,
  target: string,
  { method = "GET", fields = [], body, ...rest }: Ask = {},
): Promise<Sent> {
  const { port } = server.address() as AddressInfo;
  const own = "nonce" in rest ? rest.nonce : nonce;
  const digest = "digest" in rest ? rest.digest : body && contentDigestOf(body);
  const given = [
    ["Prex-Request-Nonce", own],
    ["Content-Digest", digest],
  ].filter(([, value]) => value !== undefined);
  const all = [...fields, ...given] as [string, string][];
  const host = `127.0.0.1:${port}`;
  return new Promise((resolve, reject) => {
    const request = send(
      {
        port,
        agent: false,
        host: "127.0.0.1",
        method,
        path: target,
        headers: { Host: host, ...Object.fromEntries(all) },
      },
      async (message) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of message) chunks.push(chunk);
        resolve({
          request: { method, scheme: "http", host, target, fields: all, ...(body === undefined ? {} : { body }) },
          response: {
            status: message.statusCode ?? 0,
            fields: fieldsOf(message),
            body: new Uint8Array(Buffer.concat(chunks)),
          },
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function fieldsOf({ rawHeaders }: IncomingMessage): [string, string][] {
  return Array.from({ length: rawHeaders.length / 2 }, (_, at) => [
    rawHeaders[2 * at] ?? "",
    rawHeaders[2 * at + 1] ?? "",
  ]);
}

export function field({ response }: Sent, name: string): string | undefined {
  return response.fields.find(([other]) => other.toLowerCase() === name)?.[1];
}

/** What a client that knows the key makes of the answer. */
export function verdict(sent: Sent): string {
  const captured = captureExchange(sent);
  if (!captured.ok) return captured.error.code;
  const finding = verifyResponse(captured.value, keyOf);
  const own = checkOwnAnswer(finding, { now: asInstant(Date.now()), nonce });
  const faults = [...finding.checks, ...own].filter(({ outcome }) => outcome !== "pass");
  return faults.length === 0 ? "signed" : faults.map(({ name, reason }) => `${name} ${reason}`).join();
}
