/** A whole witness for tests, with a real desk, file store and server; a test may stand between it and those who ask. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Clock } from "#lib/kernel/clock.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import type { PolicyWitness, WitnessPolicy } from "#lib/log/witness-policy.ts";
import { testKey } from "#lib/server/sequencer/test-log.ts";
import { openFileStore } from "./file-store.ts";
import { makeWitnessDesk, type WitnessDesk, type WitnessEvent, type WitnessStore } from "./witness-desk.ts";
import { createWitnessServer } from "./witness-server.ts";
import { witnessSignerOf } from "./witness-signer.ts";

export type TestWitness = {
  /** Its line in a policy. */
  readonly entry: PolicyWitness & { readonly url: string };
  readonly desk: WitnessDesk;
  readonly store: WitnessStore;
  readonly verdicts: WitnessEvent[];
  readonly close: () => Promise<void>;
};

export async function startTestWitness(
  name: string,
  logVkey: string,
  options: { readonly clock?: Clock; readonly folder?: string } = {},
): Promise<TestWitness> {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), "touchstone-witness-")));
  const store = await openFileStore(folder);
  const origin = parseVkey(logVkey)?.name ?? "";
  const verdicts: WitnessEvent[] = [];
  const desk = makeWitnessDesk({
    logVkeyOf: (asked) => (asked === origin ? logVkey : undefined),
    origins: () => [origin],
    signer: witnessSignerOf(name, testKey(name).seed),
    store,
    clock: options.clock ?? (() => asInstant(Date.now())),
    onVerdict: (event) => verdicts.push(event),
  });
  const server = createWitnessServer(desk, () => undefined);
  const { url, close } = await listen(server.listeners("request")[0] as RequestListener);
  return {
    entry: { name: name.split("/")[0] ?? name, vkey: desk.vkey, url },
    desk,
    store,
    verdicts,
    close: async () => {
      await close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server on a free port of the loopback. */
export async function listen(handle: RequestListener): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** A policy whose quorum are all of these. */
export function policyOf(logVkey: string, witnesses: readonly PolicyWitness[]): WitnessPolicy {
  const members = witnesses.map(({ name }) => name);
  const groups = members.length === 0 ? [] : [{ name: "all", threshold: members.length, members }];
  return { logs: [{ vkey: logVkey }], witnesses, groups, quorum: members.length === 0 ? "none" : "all" };
}
