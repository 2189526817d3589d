/** Several providers of one definition are compared though some cannot be met. */
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { readSource } from "../definition/read-source.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { introduceAll } from "./introduce.ts";

/** A provider of that example, and the hash of its definition. */
async function serving(name: string): Promise<{ url: URL; definition: string }> {
  const source = await readSource(`docs/how-to/definitions/${name}.json`);
  const key = identityOfSeed(new Uint8Array(32).fill(9));
  const server = providerServer({ source, service: await serviceOf(source), responder: key, instance: key });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { url, definition: hexEncode(definitionHash(source.body.definition)) };
}

test("who is away, or promises something else, is left out and named, and ends all only where nobody is left", async () => {
  const [blocks, other] = [await serving("blocks"), await serving("timetable")];
  const away = new URL("http://127.0.0.1:1/");
  const means = { remote: undefined, io: { signal: new AbortController().signal } };
  const { callees, unmet } = await introduceAll([away, blocks.url, other.url], blocks.definition, means);
  expect(callees.map(({ url }) => url)).toEqual([blocks.url]);
  expect(unmet).toEqual([
    expect.stringContaining("ECONNREFUSED"),
    `${other.url.href} promises another definition than the one that was asked for.`,
  ]);
  const none = introduceAll([away, other.url], blocks.definition, means);
  await expect(none).rejects.toThrow("promises another definition");
});
