import { RUNTIME } from "#lib/statement/definition-runtime.ts";

/** The pinned file in which definitions run, as this site serves it; whoever runs it checks its hash. Rejects without a network. */
export async function fetchRuntime(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answer = await fetch(`/api/v1/runtimes/${RUNTIME.wasmSha256}`);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}
