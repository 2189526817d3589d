/** For tests and benches: signatures and machines of this process, each answer run once. */
import type { Host } from "#lib/evidence/definition/admission.ts";
import { type Run, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import type { PlayMeans } from "../play.ts";
import { nodeSign } from "../sign.ts";

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
