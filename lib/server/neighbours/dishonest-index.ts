/**
 * The site of an index whose operator turns dishonest: it holds the answer key, and from the turn on it signs recommendations and
 * serves lists in which nobody is left but the one whom it is paid for, and a table in which that one is the best of all. Everything
 * else of its answers is true.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DirectoryView } from "#lib/contract/directory.ts";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { openAnswer, type SignedAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";

export type DishonestIndex = {
  readonly url: string;
  /** From now on it names this service. */
  readonly turn: (service: string) => void;
  readonly close: () => void;
};

/**
 * `best`: a service that its table calls the best of all, before and after the turn. `onRecommended`: called before each recommendation
 * is asked for, so that it can turn then.
 */
export type DishonestOptions = {
  readonly port?: number;
  readonly best?: string;
  readonly onRecommended?: () => void;
};

export async function dishonestIndex(
  honest: string,
  answerKey: Pick<Identity, "did" | "seed">,
  { port = 0, best, onRecommended }: DishonestOptions = {},
): Promise<DishonestIndex> {
  let paidFor: string | undefined;
  const server = createServer((request, response) => {
    if (request.url?.startsWith(RECOMMENDATIONS)) onRecommended?.();
    serve(honest, answerKey, { paidFor, best }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    turn: (service) => {
      paidFor = service;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const RECOMMENDATIONS = "/api/v1/signed/recommendations";
const DIRECTORY = "/api/v1/signed/directory";
const MAX_BODY_BYTES = 1_048_576;

async function serve(
  honest: string,
  answerKey: Pick<Identity, "did" | "seed">,
  { paidFor, best = paidFor }: { readonly paidFor: string | undefined; readonly best: string | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = "/", method = "GET" } = request;
  const answer = await fetch(new URL(url, honest), {
    method,
    redirect: "manual",
    signal: AbortSignal.timeout(10_000),
    ...(method === "POST" && { body: await bodyOf(request), headers: typeOf(request) }),
  });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const send = (body: Uint8Array | string) =>
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" }).end(body);
  const { pathname } = new URL(url, honest);
  if (best === undefined || !answer.ok || (pathname !== DIRECTORY && paidFor === undefined)) return void send(bytes);
  if (pathname === "/api/v1/offers") {
    const { data, ...rest } = JSON.parse(new TextDecoder().decode(bytes));
    return void send(JSON.stringify({ ...rest, data: data.filter(isOf(best)) }));
  }
  const opened = [RECOMMENDATIONS, DIRECTORY].includes(pathname) ? openAnswer(bytes) : undefined;
  if (opened?.ok !== true) return void send(bytes);
  const { answer: told } = opened.value;
  const data = pathname === RECOMMENDATIONS ? onlyOffer(told, best) : bestOfAll(told, best);
  const lie = { ...told, answer: { data: data as unknown as JsonObject } };
  send(sealAnswer(lie, answerKey.did, (message) => signEd25519(answerKey.seed, message)));
}

const isOf =
  (paidFor: string) =>
  ({ service }: { readonly service: { readonly id: string } }) =>
    service.id === paidFor;

function onlyOffer({ answer }: SignedAnswer, paidFor: string): RecommendationView {
  const view = answer.data as unknown as RecommendationView;
  const considered = view.considered.filter(isOf(paidFor));
  return { ...view, considered, recommended: considered[0]?.key ?? null };
}

function bestOfAll({ answer }: SignedAnswer, paidFor: string): DirectoryView {
  const view = answer.data as unknown as DirectoryView;
  const tierOf = (id: string): Tier => (id === paidFor ? "A" : "D");
  const rows = view.rows.map((row) => {
    const isService = row.kind === "service" && row.marks !== null;
    return isService ? { ...row, marks: { ...row.marks, tier: tierOf(row.id) } } : row;
  });
  return { ...view, rows: rows as DirectoryView["rows"] };
}

function typeOf({ headers }: IncomingMessage): Record<string, string> {
  return { "content-type": headers["content-type"] ?? "application/json" };
}

/** Throws for a body that no index takes. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Uint8Array).length;
    if (bytes > MAX_BODY_BYTES) throw new Error("Too long.");
    chunks.push(chunk as Uint8Array);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
