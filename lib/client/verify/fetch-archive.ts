/**
 * The log of this site as an archive, read tile by tile: all entries, and of the public files those that judging a verdict
 * asks for, its evidence and what definitions are made of. Nothing is believed here: whoever is given the archive checks it.
 */
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { type ArchivePart, archivePieces } from "#lib/log/archive.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { decodeEntryBundle, entriesTilePath, entryBundlesOfSize } from "#lib/log/tile.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { commitOf } from "#lib/statement/submission.ts";

export type ArchiveAsked = {
  readonly signal: AbortSignal;
  /** Commitments of the evidence that verdicts are about. */
  readonly evidence: ReadonlySet<string>;
  readonly onProgress: (done: number, of: number) => void;
  readonly request?: typeof fetch;
};

/** What a browser holds to judge by. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Rejects with the signal's reason, and where the site does not serve its log, or one that is too large for a browser. */
export async function fetchArchive({ signal, evidence, onProgress, request = fetch }: ArchiveAsked): Promise<Blob> {
  const ask = async (path: string) => {
    const answer = await request(path, { signal });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}.`);
    return answer;
  };
  const note = await (await ask("/log/checkpoint")).text();
  const head = parseCheckpoint(parseNote(note)?.text ?? "");
  if (!head.ok) throw new Error("The head of the log cannot be read.");
  const { origin, size } = head.value;
  const leaves: Uint8Array[] = [];
  const wanted = new Set<string>();
  let bytes = 0;
  for (const bundle of entryBundlesOfSize(size)) {
    const path = `/log/${entriesTilePath(bundle)}`;
    const read = decodeEntryBundle(new Uint8Array(await (await ask(path)).arrayBuffer()));
    if (read?.length !== bundle.width) throw new Error(`${path} does not hold ${bundle.width} entries.`);
    for (const leaf of read) {
      bytes += leaf.length;
      leaves.push(leaf);
      for (const commit of partsWanted(leaf, evidence)) wanted.add(commit);
    }
    if (bytes > MOST_BYTES) throw new Error("This log is too large for a browser: touchstone export writes it.");
    onProgress(leaves.length, size);
  }
  const parts: ArchivePart[] = [];
  for (const commit of wanted) {
    const part = await fetchPart(commit, signal, request);
    if (part === undefined || bytes + part.bytes.length > MOST_BYTES) continue;
    bytes += part.bytes.length;
    parts.push(part);
  }
  return new Blob([...archivePieces({ origin, leaves, checkpointNotes: [note], parts })].map((piece) => piece.slice()));
}

function partsWanted(leaf: Uint8Array, evidence: ReadonlySet<string>): string[] {
  const entry = parseEntry(leaf);
  const { kind = "", parts = [] } = entry.ok ? entry.value.parsed.statement : {};
  const isDefinition = kind.startsWith("definition.");
  return parts
    .filter(({ commit, visibility }) => visibility === "public" && (isDefinition || evidence.has(commit)))
    .map(({ commit }) => commit);
}

/** Undefined: withheld, or not what was filed. */
async function fetchPart(commit: string, signal: AbortSignal, request: typeof fetch): Promise<ArchivePart | undefined> {
  const answer = await request(`/api/v1/parts/${commit}`, { signal });
  const nonce = base64UrlDecode(answer.headers.get("touchstone-part-nonce") ?? "");
  if (!answer.ok || nonce === undefined) return undefined;
  const part = { nonce, bytes: new Uint8Array(await answer.arrayBuffer()) };
  return commitOf(part) === commit ? part : undefined;
}
