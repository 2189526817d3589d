/** Files of a published definition, as an index serves them. */
import { createHash } from "node:crypto";
import type { RemoteIndex } from "../remote-index.ts";

/** Undefined when the part is withheld, or its bytes are not those that the definition names. */
export async function fileOf(
  remote: Pick<RemoteIndex, "find">,
  named: { sha256: string; commit: string } | null,
): Promise<Uint8Array | undefined> {
  const found = named === null ? undefined : await remote.find(`api/v1/parts/${named.commit}`);
  if (found === undefined || named === null) return undefined;
  return createHash("sha256").update(found.bytes).digest("hex") === named.sha256 ? found.bytes : undefined;
}
