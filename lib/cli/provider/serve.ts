/** The HTTP service of `touchstone provider`: sells tokens, answers, signs every answer, and lies as often as it is told. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Source } from "#lib/evidence/definition/source.ts";
import { captureRequest, type SentRequest } from "#lib/evidence/signing/capture-exchange.ts";
import { targetOf } from "#lib/evidence/signing/http-message.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { signedListener, signerOfSeed } from "#lib/provider/node-http.ts";
import type { ResponseSigner } from "#lib/provider/sign-answer.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { type CallPrice, canCarryCharge, withCharge } from "./charges.ts";
import { type Lie, TOLD } from "./lies.ts";
import type { Asked, Given, Service } from "./services.ts";
import { TokenDesk, tokenIdIn } from "./tokens.ts";

export type Offering = {
  readonly source: Source;
  readonly service: Service;
  /** Signs answers. The instance that sells the tokens is the same machine here, with a key of its own. */
  readonly responder: Identity;
  readonly instance: Identity;
  /** Signs answers in its place, by another name of its key; preset: by the did:key. */
  readonly signer?: ResponseSigner;
  /** Of its calls; each answer that has room for it carries its charge. */
  readonly price?: CallPrice;
  /** A call needs no token. */
  readonly isFree?: boolean;
  /** Dates what is signed; preset: the machine's. */
  readonly clock?: Clock;
  readonly lies?: { readonly rate: number; readonly kind: Lie; readonly dice: () => number };
};

const BODY_MAX_BYTES = 131_072;

/** The server, not listening yet. */
export function providerServer(offering: Offering): Server {
  const { source, service, responder, instance, signer, price, isFree = false, clock = machineClock, lies } = offering;
  const definition = hexEncode(definitionHash(source.body.definition));
  const desk = new TokenDesk(instance, responder.did);
  const seconds = (): number => Math.floor(clock() / SECOND_MS);
  const wasAsked = memoryOfQuestions();
  const unsigned = new WeakSet<ServerResponse>();
  const about = { definition, responder: responder.did, instance: instance.did, name: source.body.name };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Pages of other sites may call, so that a browser can hold on to what was signed.
    response.setHeader("Access-Control-Allow-Origin", "*");
    if (request.method === "OPTIONS") return permit(response);
    const body = await bodyOf(request);
    if (body === undefined) return send(response, problem(413, "Too long."));
    const asked = askedOf(request, body);
    if (asked === undefined) return send(response, problem(400, "No address that can be signed."));
    const { path } = asked;
    if (request.method === "GET" && path === "/") return send(response, jsonOf(about));
    if (request.method === "POST" && path === "/tokens") return send(response, sold(desk, body, seconds()));
    const paid = isFree ? undefined : desk.spend(request.headers.authorization, seconds());
    if (paid !== undefined && "refused" in paid) return send(response, problem(402, paid.refused));
    const honest = await service(asked);
    const isAsked =
      lies?.kind === "charge"
        ? canCarryCharge(honest)
        : honest.status === 200 && (lies?.kind !== "two-answers" || wasAsked(asked));
    const isLie = lies !== undefined && isAsked && lies.dice() < lies.rate;
    response.setHeader("Prex-Definition", definition);
    if (isLie && lies.kind === "unsigned") unsigned.add(response);
    const tell = isLie ? TOLD[lies.kind] : undefined;
    const said = tell === undefined ? honest : tell(honest, request.headers.authorization ?? "");
    send(response, price === undefined ? said : withCharge(said, price, isLie && lies.kind === "charge"));
  };

  const signed = signedListener((request, response) => void answer(request, response).catch(() => response.destroy()), {
    signer: signer ?? signerOfSeed(responder.seed, "did:key"),
    charges: price !== undefined,
    definitions: [definition],
    now: clock,
    tokenId: ({ fields }) => tokenIdIn(fields.find(([name]) => name.toLowerCase() === "authorization")?.[1]),
  });
  return createServer((request, response) => {
    leaveUnsigned(response, unsigned);
    signed(request, response);
  });
}

/**
 * As it is signed, and as a definition will read it: other readers of addresses take `'` for `%27`, `/a/../b` for `/b`, and
 * leave hosts as they were written. Who brings no nonce has no signed answer.
 */
function askedOf(request: IncomingMessage, body: Uint8Array): Asked | undefined {
  const { method = "", url = "/", rawHeaders, headers } = request;
  const fields = Array.from({ length: rawHeaders.length / 2 }, (_, at) => rawHeaders.slice(2 * at, 2 * at + 2));
  const sent = { method, scheme: "http", host: headers.host ?? "", target: url, fields: fields as [string, string][] };
  const captured = captureRequest(sent as SentRequest);
  const content = body.length === 0 ? {} : { body };
  if (captured.ok) {
    const { body: _, tokenId, ...head } = captured.value;
    return { ...head, ...(tokenId === undefined ? {} : { tokenId }), ...content };
  }
  const target = targetOf(url);
  return target.ok ? { method, authority: sent.host, ...target.value, ...content } : undefined;
}

const CALLED_WITH = "Authorization, Content-Digest, Content-Type, Prex-Request-Nonce, Prex-Token-Id";

function permit(response: ServerResponse): void {
  const allowed = { "Access-Control-Allow-Methods": "GET, POST, PUT", "Access-Control-Allow-Headers": CALLED_WITH };
  response.writeHead(204, { ...allowed, "Access-Control-Max-Age": "600" }).end();
}

const QUESTIONS_KEPT = 10_000;

/** Whether the same was asked before; remembers that it was asked now. */
function memoryOfQuestions(): (asked: Asked) => boolean {
  const known = new Set<string>();
  return ({ method, path, query, body }) => {
    const question = `${method} ${path}${query} ${Buffer.from(body ?? []).toString("base64")}`;
    const isKnown = known.has(question);
    if (known.size >= QUESTIONS_KEPT) known.clear();
    known.add(question);
    return isKnown;
  };
}

/** The signature is made when the answer is whole, and set as a field: those in `unsigned` by then take no such field. */
function leaveUnsigned(response: ServerResponse, unsigned: WeakSet<ServerResponse>): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    name === "Signature" && unsigned.has(response) ? response : setHeader(name, value);
}

function sold(desk: TokenDesk, body: Uint8Array, now: number): Given {
  let quantity: unknown;
  try {
    quantity = JSON.parse(Buffer.from(body).toString("utf8"))?.quantity;
  } catch {
    quantity = undefined;
  }
  const token = typeof quantity === "string" ? desk.sell(quantity, now) : undefined;
  return token === undefined
    ? problem(
        400,
        'Say {"quantity": "5"}: calls, as text, at most 10000. While too many tokens are in force none is sold.',
      )
    : jsonOf({ token }, 201);
}

function jsonOf(value: object, status = 200): Given {
  return { status, contentType: "application/json", body: Buffer.from(JSON.stringify(value)) };
}

function problem(status: number, error: string): Given {
  return jsonOf({ error }, status);
}

function send(response: ServerResponse, { status, contentType, body }: Given): void {
  response.writeHead(status, { "Content-Type": contentType }).end(body);
}

/** Undefined when it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > BODY_MAX_BYTES) return undefined;
    chunks.push(chunk as Uint8Array);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
