/** The examples of the how-to, in force now, and the services that keep them, in this process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Callee, Rules } from "#lib/cli/agent/judge.ts";
import { Wallet } from "#lib/cli/agent/wallet.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import type { Hosts } from "#lib/cli/evidence/check-here.ts";
import { type Offering, providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";

const EXAMPLES = "docs/how-to/definitions";
const DAY_MS = 86_400_000;

/** One file in a folder of its own, with what it names beside it; the caller removes the folder. */
export function exampleFile(name: string): { file: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-bench-"));
  const example = JSON.parse(readFileSync(path.join(EXAMPLES, `${name}.json`), "utf8"));
  const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
  Object.assign(example.definition.window, { validFrom: day(-1), validUntil: day(30) });
  for (const file of ["prices.js", "search.js", "prices-state.json"])
    writeFileSync(path.join(folder, file), readFileSync(path.join(EXAMPLES, file)));
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(example));
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function exampleSource(name: string): Promise<Source> {
  const { file, remove } = exampleFile(name);
  try {
    return await readSource(file);
  } finally {
    remove();
  }
}

export function rulesOf(source: Source, hosts: Hosts): Rules {
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts };
  return { source, definition: hexEncode(definitionHash(source.body.definition)), checker };
}

/** A provider that listens in this process, and a wallet at it. */
export async function serveHere(
  source: Source,
  signal: AbortSignal,
  lies?: Offering["lies"],
): Promise<{ callee: Callee; server: Server }> {
  const responder = identityOfSeed(new Uint8Array(32).fill(41));
  const instance = identityOfSeed(new Uint8Array(32).fill(42));
  const server = providerServer({
    source,
    service: await serviceOf(source),
    responder,
    instance,
    ...(lies && { lies }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { callee: { url, responder: responder.did, wallet: new Wallet(url, signal) }, server };
}
