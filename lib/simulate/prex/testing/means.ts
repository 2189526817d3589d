/** For tests and benches: signatures and machines of this process. */
import type { Host } from "#lib/evidence/definition/admission.ts";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import type { PlayMeans } from "../play.ts";
import { nodeSign } from "../sign.ts";

/** Errors: this platform runs no code. */
export async function meansHere(): Promise<PlayMeans> {
  const instantiate = await quickJsOf(await readQuickJsFile());
  if (instantiate === undefined) throw new Error("This platform does not run the pinned QuickJS file.");
  const host = (name: string): Host => ({ name, run: async (job) => runDefinition(instantiate, job) });
  return { sign: nodeSign, raw: rawVerify, hosts: { local: host("one"), second: host("other") } };
}
