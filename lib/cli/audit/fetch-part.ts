import { base64UrlDecode } from "#lib/kernel/base.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** A part as an index serves it, and whether it is what the commitment (hex) says; undefined: it is not served. */
export async function fetchPart(
  remote: RemoteIndex,
  commit: string,
): Promise<(Part & { readonly holds: boolean }) | undefined> {
  const found = await remote.find(`api/v1/parts/${commit}`);
  if (found === undefined) return undefined;
  const { bytes, headers } = found;
  const nonce = base64UrlDecode(headers.get("touchstone-part-nonce") ?? "");
  const part = { bytes, nonce: nonce ?? new Uint8Array() };
  return { ...part, holds: commitOf(part) === commit };
}
