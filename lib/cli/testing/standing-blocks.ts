/** For tests: the documented blocks as they stand today, the rules of an agent that calls by them, and servers on this machine. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hexEncode } from "#lib/kernel/base.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import type { Rules } from "../agent/judge.ts";
import { readSource } from "../definition/read-source.ts";

export const NOW = asInstant(Date.now());
/** A time as text, so many days from now. */
export const daysOff = (days: number): string => formatInstant(addMs(NOW, days * DAY_MS));

/** `definition`: its hash, hex. The rules ask no index. */
export async function standingBlocks() {
  const example = await readSource("docs/how-to/definitions/blocks.json");
  const window = { ...example.body.definition.window, validFrom: daysOff(-1), validUntil: daysOff(30) };
  const document = { ...example.body.definition, window } as Definition;
  const source = { ...example, body: { ...example.body, definition: document } };
  const definition = hexEncode(definitionHash(document));
  const trust = { logVkey: undefined, raw: rawVerify };
  const rules = { source, definition, checker: { trust, remote: undefined } } as unknown as Rules;
  return { source, document, definition, trust, rules };
}

/** On a port that the machine chooses. */
export async function listening(server: Server): Promise<{ readonly url: URL; readonly stop: () => void }> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`), stop };
}
