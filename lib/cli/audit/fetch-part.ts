import { base64UrlDecode } from "#lib/kernel/base.ts";
import { commitOf } from "#lib/statement/submission.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** A part as an index serves it, and whether it is what the commitment (hex) says; undefined: it is not served. */
export async function fetchPart(
  remote: RemoteIndex,
  commit: string,
): Promise<{ readonly bytes: Uint8Array; readonly holds: boolean } | undefined> {
  const found = await remote.find(`api/v1/parts/${commit}`);
  if (found === undefined) return undefined;
  const { bytes, headers } = found;
  const nonce = base64UrlDecode(headers.get("touchstone-part-nonce") ?? "");
  return { bytes, holds: nonce !== undefined && commitOf({ bytes, nonce }) === commit };
}
