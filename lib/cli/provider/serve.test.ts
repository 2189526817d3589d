import { request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { answeredRequest } from "#lib/evidence/checks/claim.ts";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { providerServer } from "./serve.ts";
import { serviceOf } from "./services.ts";

const CODE = "function sort(request) { return request; }";
const definition = functionOf({
  code: CODE,
  input: {
    from: ["@method;req", "@authority;req", "@path;req", "@query;req", "prex-request-nonce;req"],
    body: "json-jcs",
  },
});
const source = {
  body: { name: "What was asked", definition },
  material: { code: utf8Encode(CODE), state: undefined },
} as unknown as Source;

/** One call, as it went over the wire. */
function call(port: number, host: string, target: string) {
  const fields: [string, string][] = [["Prex-Request-Nonce", "bm9uY2UtbnVtYmVyLW9uZQ"]];
  return new Promise<Parameters<typeof captureExchange>[0]>((resolve, reject) => {
    const headers = { Host: host, ...Object.fromEntries(fields) };
    const request = send({ port, host: "127.0.0.1", agent: false, path: target, headers }, async (answer) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const { rawHeaders } = answer;
      const given = Array.from({ length: rawHeaders.length / 2 }, (_, at) => rawHeaders.slice(2 * at, 2 * at + 2));
      resolve({
        request: { method: "GET", scheme: "http", host, target, fields },
        response: {
          status: answer.statusCode ?? 0,
          fields: given as [string, string][],
          body: new Uint8Array(Buffer.concat(chunks)),
        },
      });
    });
    request.on("error", reject).end();
  });
}

test.each([
  ["a.example", "/asked?a=%7e"],
  ["A.Example:80", "/asked/../%7E?"],
])("an honest service reads host, address and nonce as they are signed: %s%s", async (host, target) => {
  const key = identityOfSeed(new Uint8Array(32).fill(7));
  const service = await serviceOf(source);
  const server = providerServer({ source, service, responder: key, instance: key, isFree: true });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const sent = await call((server.address() as AddressInfo).port, host, target);
  server.close();
  const captured = captureExchange(sent);
  if (!captured.ok) throw new Error(captured.error.code);
  const finding = verifyResponse(captured.value, keyAmong([]));
  expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  const answer = answeredRequest(finding.answer);
  const instantiate = await quickJsOf(await readQuickJsFile());
  if (instantiate === undefined || answer === undefined) throw new Error("The pinned engine is not there.");
  expect(runDefinition(instantiate, { definition, material: source.material, answer }).result).toBe("match");
});
