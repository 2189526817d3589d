/** The pinned QuickJS file as this platform runs it, in browsers and in Node alike: checked by its hash, then compiled once. */

import type { Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { RUNTIME } from "#lib/statement/definition.ts";

/** Undefined when the bytes are not the pinned file, or the platform compiles no WebAssembly. */
export async function quickJsOf(file: Uint8Array<ArrayBuffer>): Promise<Instantiate | undefined> {
  if (hexEncode(sha256(file)) !== RUNTIME.wasmSha256) return undefined;
  try {
    const module = await WebAssembly.compile(file);
    return (imports, pages) => {
      const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
      const { exports } = new WebAssembly.Instance(module, { a: { ...imports, a: memory } });
      return { memory, exports };
    };
  } catch {
    return undefined;
  }
}
