/** The pinned QuickJS file as this platform runs it, in browsers and in Node alike: checked by its hash, then compiled once. */

import type { Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";

/** Undefined when the bytes are not the pinned file, or the platform compiles no WebAssembly. */
export async function compileQuickJs(file: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module | undefined> {
  if (hexEncode(sha256(file)) !== RUNTIME.wasmSha256) return undefined;
  return await WebAssembly.compile(file).catch(() => undefined);
}

/** Instances of the compiled file, each with a memory of its own: no run finds what another left. */
export function instancesOf(module: WebAssembly.Module): Instantiate {
  return (imports, pages) => {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(module, { a: { ...imports, a: memory } });
    return { memory, exports };
  };
}

/** Both at once; undefined as in {@link compileQuickJs}. */
export async function quickJsOf(file: Uint8Array<ArrayBuffer>): Promise<Instantiate | undefined> {
  const module = await compileQuickJs(file);
  return module === undefined ? undefined : instancesOf(module);
}
