/** An honest signer and one answer of it, for tests: the same bytes at each run. */
import { base64Decode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { asInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { HttpExchange } from "../exchange.ts";
import type { SentRequest, SentResponse } from "../signing/capture-exchange.ts";
import type { SigningParameters } from "../signing/profile.ts";
import { type Sign, signatureFields, signResponse, type UnsignedExchange } from "../signing/sign-response.ts";

const seed = new Uint8Array(32).fill(7);

export const signerKey = publicKeyOfSeed(seed);
export const sign: Sign = (message) => signEd25519(seed, message);
export const answeredAt = asInstant(1_795_719_600_000);

export const parameters: SigningParameters = {
  created: answeredAt / SECOND_MS,
  keyid: thumbprintOf(signerKey),
  nonce: "c2lnbmVyLW5vbmNl",
};

/** With everything that the profile can cover. */
export const fullAnswer: UnsignedExchange = {
  request: {
    method: "POST",
    authority: "halden.example:8443",
    path: "/v1/sort%2Fnumbers",
    query: "?order=up&order=",
    nonce: "Y2xpZW50LW5vbmNl",
    tokenId: "3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e",
    body: utf8Encode('{"numbers":[3,1,2]}'),
  },
  response: {
    status: 200,
    contentType: "application/json",
    definition: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    body: utf8Encode('{"numbers":[1,2,3]}'),
  },
};

/** With nothing that it may leave out. */
export const bareAnswer: UnsignedExchange = {
  request: { method: "GET", authority: "halden.example", path: "/", query: "?", nonce: "Y2xpZW50LW5vbmNl" },
  response: { status: 204, contentType: "application/octet-stream", body: new Uint8Array() },
};

export function signedAnswer(unsigned: UnsignedExchange = fullAnswer): Promise<HttpExchange> {
  return signResponse(unsigned, parameters, sign);
}

/** The two messages as they went over the wire, with what an exchange leaves out. */
export function sentAs(exchange: HttpExchange): { request: SentRequest; response: SentResponse } {
  const { request, response } = exchange;
  const { method, authority, path, query } = request;
  const optional = (name: string, value: string | undefined): [string, string][] =>
    value === undefined ? [] : [[name, value]];
  return {
    request: {
      method,
      scheme: "https",
      host: authority,
      target: query === "?" ? path : path + query,
      fields: [
        ["Host", authority],
        ["Authorization", "Bearer secret"],
        ["Prex-Request-Nonce", request.nonce],
        ...optional("Prex-Token-Id", request.tokenId),
        ...optional("Content-Digest", request.contentDigest),
      ],
      ...(request.body === undefined ? {} : { body: base64Decode(request.body) ?? new Uint8Array() }),
    },
    response: {
      status: response.status,
      fields: [
        ["Content-Type", response.contentType],
        ["Content-Encoding", "identity"],
        ["Set-Cookie", "session=secret"],
        ...optional("Prex-Definition", response.definition),
        ...signatureFields(exchange),
      ],
      body: base64Decode(response.body) ?? new Uint8Array(),
    },
  };
}
