/** Another index, which knows the key of the log that is accused: what it says of a proof that somebody hands in. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { recordHead } from "#lib/server/peers/peer-store.ts";
import { type Founding, KEYS, TestLog, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { TEST_LOG, TestWorld } from "#lib/state/testing/world.ts";
import { parseEntry } from "#lib/statement/entry.ts";

let senders = 0;

/** What an index answers to whoever hands a proof in, each from an address of its own: status and, where it refused, the code. */
export async function handIn(url: string, proof: Uint8Array): Promise<string> {
  senders += 1;
  const answer = await fetch(`${url}/api/v1/fraud-proofs`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": `198.51.100.${senders % 250}` },
    body: Buffer.from(proof),
  });
  const { code } = (await answer.json()) as { code?: string };
  return code === undefined ? `${answer.status}` : `${answer.status} ${code}`;
}

export type OtherIndex = {
  /** As {@link handIn}. */
  readonly judge: (proof: Uint8Array) => Promise<string>;
  readonly close: () => Promise<void>;
};

function foundingOfTestLog(): Founding {
  const entry = parseEntry(TestWorld.founded().leaves[0] ?? new Uint8Array());
  if (!entry.ok) throw new Error(entry.error.detail);
  return { origin: TEST_LOG, genesis: entry.value.parsed.bytes };
}

/**
 * `note`: a head of the accused log, as it was seen under its key. `watchers`: whom this index trusts. Close it after every other
 * site of the process: they share pools.
 */
export async function startOtherIndex(
  database: TestDatabase,
  { note, vkey, watchers }: { readonly note: string; readonly vkey: string; readonly watchers?: WitnessPolicy },
): Promise<OtherIndex> {
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) throw new Error(`The head does not open: ${opened.error}.`);
  const { checkpoint } = opened.value;
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-other-"));
  const log = await TestLog.make(database, checkpoint.origin === testOrigin() ? { founding: foundingOfTestLog() } : {});
  const publicKey = publicKeyOfDid(KEYS.log.did) ?? new Uint8Array();
  const own = formatVkey({ name: log.founding.origin, type: "ed25519", publicKey });
  const file = path.join(folder, "policy");
  if (watchers !== undefined) writeFileSync(file, formatWitnessPolicy({ ...watchers, logs: [{ vkey: own }] }));
  const env = watchers === undefined ? {} : { TOUCHSTONE_WITNESS_POLICY: file };
  const site = await startTestSite(database, { log, isLed: false, env });
  const peer = { origin: checkpoint.origin, vkey, url: "http://127.0.0.1:1/log" };
  await recordHead(await log.connect("worker"), peer, { checkpoint, note }, log.now);
  return {
    judge: (proof) => handIn(site.url, proof),
    close: async () => {
      await site.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
