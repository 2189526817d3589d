/** For tests and benches: signatures and machines of this process, each answer run once. */
import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { type Run, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { pkcs8OfSeed } from "#lib/kernel/key-file.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import type { PlayMeans } from "../play.ts";

const keys = new Map<string, KeyObject>();

export function nodeSign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const name = hexEncode(seed);
  const key = keys.get(name) ?? createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
  keys.set(name, key);
  return new Uint8Array(sign(null, message, key));
}

/** Errors: this platform runs no code. */
export async function meansHere(): Promise<PlayMeans> {
  const instantiate = await quickJsOf(await readQuickJsFile());
  if (instantiate === undefined) throw new Error("This platform does not run the pinned QuickJS file.");
  const known = new Map<string, Run>();
  const host = (name: string): Host => ({
    name,
    run: async (job) => {
      const { request, response } = job.answer;
      const asked = hexEncode(sha256(request.body ?? new Uint8Array()));
      const of = `${job.definition.code.sha256} ${request.path} ${asked} ${hexEncode(sha256(response.body))}`;
      const run = known.get(of) ?? runDefinition(instantiate, job);
      known.set(of, run);
      return run;
    },
  });
  return { sign: nodeSign, raw: rawVerify, hosts: { local: host("one"), second: host("other") } };
}
