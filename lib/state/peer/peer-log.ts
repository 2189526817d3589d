/** A peer's log as it serves it (C2SP tlog-tiles): its signed head, and nodes of its tree from hash tiles. */
import { concatBytes, utf8Decode } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { HASH_BYTES } from "#lib/kernel/hash.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { TILE_WIDTH, type TileAt, tilePath } from "#lib/log/tile.ts";
import { nodesFromTiles, tilesOfNodes } from "#lib/log/tile-nodes.ts";
import type { GetNode, NodeAt } from "#lib/log/tree.ts";
import { logSignedNote } from "../fraud/build.ts";

/** A head that the log's key signed; `note` carries the log's line alone. */
export type SignedHead = { readonly note: string; readonly checkpoint: Checkpoint };

/** `no-answer`: nothing that could be judged. `not-signed`: an answer that is no head of this log under its key. */
export type PeerFault = { readonly code: "no-answer" | "not-signed"; readonly detail: string };

/** Longest note that is kept: one that can be logged, without cosignatures. */
const MAX_NOTE_CHARS = 8_192;

type Fetched = { readonly status: number; readonly body: Uint8Array };
/** One bounded request without redirects: the answer, whatever its status, or one sentence why there is none. Never rejects. */
export type GetFile = (url: string) => Promise<Result<Fetched, string>>;

export class PeerLog {
  readonly peer: Peer;
  readonly raw: RawVerify | undefined;
  readonly #get: GetFile;
  readonly #tiles = new Map<string, Uint8Array>();

  /** Keeps the tiles that it read: make a new one for each look. */
  constructor(peer: Peer, get: GetFile, raw?: RawVerify) {
    this.peer = peer;
    this.raw = raw;
    this.#get = get;
  }

  /** The head that is served now. */
  async head(): Promise<Result<SignedHead, PeerFault>> {
    const url = `${this.peer.url}/checkpoint`;
    const answer = await this.#get(url);
    if (!answer.ok) return err({ code: "no-answer", detail: `${url}: ${answer.error}.` });
    if (answer.value.status !== 200) return err({ code: "no-answer", detail: statusWords(url, answer.value) });
    const text = utf8Decode(answer.value.body);
    const head = text === undefined ? undefined : logSignedNote(text, this.peer.vkey);
    if (head === undefined)
      return err({ code: "not-signed", detail: `${url} is no checkpoint signed by the log's key.` });
    if (head.note.length > MAX_NOTE_CHARS)
      return err({ code: "not-signed", detail: `${url} is longer than a head needs.` });
    return ok(head);
  }

  /** Nodes of the tree of `size` leaves, unverified. The error says which tile could not be had. */
  async nodes(wanted: readonly NodeAt[], size: number): Promise<Result<GetNode, string>> {
    for (const tile of tilesOfNodes(wanted, size)) {
      const path = tilePath(tile);
      if (this.#tiles.has(path)) continue;
      const read = await this.#tile(tile);
      if (!read.ok) return read;
      this.#tiles.set(path, read.value);
    }
    return ok(nodesFromTiles(this.#tiles, size));
  }

  /** A log that has grown may have given up a partial tile for the full one (tlog-tiles, "Partial Tiles"). */
  async #tile(tile: TileAt): Promise<Result<Uint8Array, string>> {
    const exact = await this.#bytes(tile);
    if (exact.ok || tile.width === TILE_WIDTH) return exact;
    const full = await this.#bytes({ ...tile, width: TILE_WIDTH });
    return full.ok ? ok(concatBytes(full.value.subarray(0, tile.width * HASH_BYTES))) : exact;
  }

  async #bytes(tile: TileAt): Promise<Result<Uint8Array, string>> {
    const url = `${this.peer.url}/${tilePath(tile)}`;
    const answer = await this.#get(url);
    if (!answer.ok) return err(`${url}: ${answer.error}.`);
    const { status, body } = answer.value;
    if (status !== 200) return err(statusWords(url, answer.value));
    if (body.length !== tile.width * HASH_BYTES) return err(`${url} does not hold ${tile.width} hashes.`);
    return ok(body);
  }
}

function statusWords(url: string, { status }: Fetched): string {
  return status >= 300 && status < 400 ? `${url} redirects, which is not followed.` : `${url} answers ${status}.`;
}
