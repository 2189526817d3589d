/**
 * The site of an index whose operator turns dishonest: it holds the answer key, and from the turn on it signs recommendations and
 * serves lists in which nobody is left but the one whom it is paid for. Everything else of its answers is true.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RecommendationView } from "#lib/contract/recommendations.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { openAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";

export type DishonestIndex = {
  readonly url: string;
  /** From now on it names this service. */
  readonly turn: (service: string) => void;
  readonly close: () => void;
};

export async function dishonestIndex(
  honest: string,
  answerKey: Pick<Identity, "did" | "seed">,
): Promise<DishonestIndex> {
  let paidFor: string | undefined;
  const server = createServer((request, response) => {
    serve(honest, answerKey, paidFor, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
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

async function serve(
  honest: string,
  answerKey: Pick<Identity, "did" | "seed">,
  paidFor: string | undefined,
  { url = "/" }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await fetch(new URL(url, honest), { signal: AbortSignal.timeout(10_000) });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const send = (body: Uint8Array | string) =>
    response.writeHead(answer.status, { "content-type": "application/json" }).end(body);
  if (paidFor === undefined || !answer.ok) return void send(bytes);
  const isPaidFor = ({ service }: { readonly service: { readonly id: string } }) => service.id === paidFor;
  const { pathname } = new URL(url, honest);
  if (pathname === "/api/v1/offers") {
    const { data, ...rest } = JSON.parse(new TextDecoder().decode(bytes));
    return void send(JSON.stringify({ ...rest, data: data.filter(isPaidFor) }));
  }
  const opened = pathname === "/api/v1/signed/recommendations" ? openAnswer(bytes) : undefined;
  if (opened?.ok !== true) return void send(bytes);
  const { answer: told } = opened.value;
  const view = told.answer.data as unknown as RecommendationView;
  const considered = view.considered.filter(isPaidFor);
  const data = { ...view, considered, recommended: considered[0]?.key ?? null } as unknown as JsonObject;
  const sealed = sealAnswer({ ...told, answer: { data } }, answerKey.did, (message) =>
    signEd25519(answerKey.seed, message),
  );
  send(sealed);
}
