/**
 * A log as plain files: what a sequencer publishes, written in one go under `<folder>/log/`, and a server on loopback
 * that serves them. Any static file server would do: that is the point of tiles.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import {
  encodeEntryBundle,
  entriesTilePath,
  entryBundlesOfSize,
  TILE_HEIGHT,
  TILE_WIDTH,
  tilePath,
  tilesOfSize,
} from "#lib/log/tile.ts";
import { leafHash } from "#lib/log/tree.ts";

/** `files` are the paths written, relative to the folder; `vkey` verifies the checkpoint. */
export type StaticLog = { vkey: string; files: string[] };

/** Writes a log of `size` entries. The same arguments give the same bytes. */
export function writeStaticLog({ folder, size }: { folder: string; size: number }): StaticLog {
  const origin = `static.example/log-of-${size}`;
  const signer = ed25519NoteSigner(origin, new Uint8Array(32).fill(size % 251));
  const entries = Array.from({ length: size }, (_, i) => utf8Encode(JSON.stringify({ entry: i, of: origin })));
  const { frontier, completed } = append(emptyFrontier(), entries.map(leafHash));

  const files: string[] = [];
  const write = (path: string, content: Uint8Array | string): void => {
    const file = join("log", path);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
    files.push(file);
  };
  const levels: Hash[][] = [];
  for (const { node, hash } of completed) {
    if (node.level % TILE_HEIGHT !== 0) continue;
    const level = node.level / TILE_HEIGHT;
    levels[level] ??= [];
    levels[level].push(hash);
  }
  for (const tile of tilesOfSize(size)) {
    const start = tile.number * TILE_WIDTH;
    write(tilePath(tile), concatBytes(...(levels[tile.level] ?? []).slice(start, start + tile.width)));
  }
  for (const bundle of entryBundlesOfSize(size)) {
    const start = bundle.number * TILE_WIDTH;
    write(entriesTilePath(bundle), encodeEntryBundle(entries.slice(start, start + bundle.width)));
  }
  write("checkpoint", signNote(formatCheckpoint({ origin, size, root: rootOf(frontier) }), [signer]));
  return { vkey: signer.vkey, files };
}

/** Serves a folder on a free port of 127.0.0.1 until closed. */
export async function serveFolder(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = /^(?:\/[a-z0-9]+(?:\.p)?)+$/.exec(request.url ?? "")?.[0];
    const content = path === undefined ? undefined : readIfThere(join(folder, path));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${address.port}`, close };
}

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
