/** What one recorded call leaves on disk, and for whom. */
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { readSource } from "../definition/read-source.ts";
import type { Lie } from "../provider/lies.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { heardIo } from "../testing/heard-io.ts";
import { runTouchstone } from "../touchstone.ts";
import { workOf } from "./work.ts";

const folder = mkdtempSync(join(tmpdir(), "capture-"));
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
  rmSync(folder, { recursive: true, force: true });
});

async function recorded(kind?: Lie): Promise<string> {
  const source = await readSource("docs/how-to/definitions/blocks.json");
  const server = providerServer({
    source,
    service: await serviceOf(source),
    responder: identityOfSeed(new Uint8Array(32).fill(21)),
    instance: identityOfSeed(new Uint8Array(32).fill(22)),
    price: { service: source.body.name, currency: "EUR", microsPer1000: 400_000n },
    ...(kind && { lies: { rate: 1, kind, dice: () => 0 } }),
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { target } = workOf(source.body.definition)(0).call;
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${target}`;
  const out = join(folder, `${kind ?? "honest"}.json`);
  const { io } = heardIo(folder, { json: true });
  await runTouchstone(["agent", "capture", address, "--buy", "--out", out], io);
  return out;
}

const isForOthers = (file: string) => (statSync(file).mode & 0o077) !== 0;

test("what repeats the token that paid is for its owner's eyes alone from its first byte on", async () => {
  const file = await recorded("whisper");
  expect(readFileSync(file, "utf8")).toContain('"signature"');
  expect([isForOthers(file), isForOthers(await recorded())]).toEqual([false, true]);
});
