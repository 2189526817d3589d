/** A refused payment is no answer, signed or not: nobody's signature is at fault. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { readSource } from "../definition/read-source.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { runAgent } from "./agent.ts";
import { callProvider } from "./call.ts";
import type { Rules } from "./judge.ts";
import { newNonce } from "./wallet.ts";

const source = await readSource("docs/how-to/definitions/blocks.json");
const key = identityOfSeed(new Uint8Array(32).fill(9));
const { signal } = new AbortController();

test.each([
  ["signed", async () => providerServer({ source, service: await serviceOf(source), responder: key, instance: key })],
  ["unsigned", async () => createServer((_, response) => void response.writeHead(402).end())],
])("an agent whose payment is refused, %s, has no answer", async (_, made) => {
  const server: Server = await made();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  // Whatever it was paid with.
  const pay = async (call: Parameters<typeof callProvider>[1]) => {
    const nonce = newNonce();
    return { ...(await callProvider(url, call, { fields: [["Prex-Request-Nonce", nonce]], signal })), nonce };
  };
  const rules = { source, definition: hexEncode(definitionHash(source.body.definition)), checker: {} } as Rules;
  const callee = { url, responder: key.did, wallet: { pay } };
  const work = () => ({ call: { method: "GET", target: "/blocks/x" } });
  const plan = { ...rules, callee, work, calls: 1, auditRate: 1, dice: () => 0, signal };
  const outcomes = [];
  for await (const outcome of runAgent(plan)) outcomes.push(outcome);
  server.closeAllConnections();
  server.close();
  expect(outcomes).toEqual([{ kind: "unanswered", reason: "unpaid" }]);
});
