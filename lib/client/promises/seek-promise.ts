/** Looks for a promised statement in the whole log as this index serves it, tile by tile, for the proof that it is hidden. */
import { decodeEntryBundle, entriesTilePath, entryBundlesOfSize } from "#lib/log/tile.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { type UnmetAnswer, type UnmetRefusal, UnmetSearch } from "#lib/state/fraud/seek-unmet.ts";

export type SeekOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, of: number) => void;
  readonly request?: typeof fetch;
};

export type SeekAnswer = UnmetAnswer | { readonly outcome: "refused"; readonly refusal: UnmetRefusal };

/** Rejects with the signal's reason when it is stopped, and when the index does not serve its log. */
export async function seekPromise(
  asked: { readonly promise: string; readonly logVkey: string; readonly policy: WitnessPolicy },
  { signal, onProgress = () => undefined, request = fetch }: SeekOptions,
): Promise<SeekAnswer> {
  const bytesAt = async (path: string) => {
    const response = await request(path, { signal });
    if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const checkpoint = new TextDecoder().decode(await bytesAt("/log/checkpoint"));
  const search = UnmetSearch.begin({ ...asked, checkpoint });
  if (!search.ok) return { outcome: "refused", refusal: search.error };
  const { size } = search.value.head;
  onProgress(0, size);
  for (const bundle of entryBundlesOfSize(size)) {
    const path = `/log/${entriesTilePath(bundle)}`;
    const leaves = decodeEntryBundle(await bytesAt(path));
    signal.throwIfAborted();
    if (leaves?.length !== bundle.width) throw new Error(`${path} does not hold ${bundle.width} entries.`);
    search.value.push(leaves);
    onProgress(search.value.size, size);
  }
  return search.value.finish();
}
