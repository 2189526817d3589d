import { createHash } from "node:crypto";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { ServiceError } from "../service-error.ts";

/** Read and checked once: what is served does not change under a running process. */
let kept: Promise<Uint8Array> | undefined;

/** The pinned file. Errors: `not-found` for any other hash, and where the file here is not the pinned one. */
export async function getRuntimeFile(sha256: string): Promise<Uint8Array> {
  if (sha256 === RUNTIME.wasmSha256) {
    kept ??= readQuickJsFile();
    const file = await kept;
    if (createHash("sha256").update(file).digest("hex") === RUNTIME.wasmSha256) return file;
  }
  throw new ServiceError("not-found", `No definition runs in a file of the hash ${sha256} here.`);
}
