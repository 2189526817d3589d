/** Where the package with the pinned QuickJS file lies on this machine. */
import { readFile } from "node:fs/promises";

/** As it lies there; whether it is the pinned one is for who runs it to check. */
export async function readQuickJsFile(): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await readFile(new URL(import.meta.resolve("@jitl/quickjs-ng-wasmfile-release-sync/wasm"))));
}
