/** For tests: another log, served as static files over a real socket, as honest as the test wants. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { naiveNodes, naiveRoot } from "#lib/log/naive-tree.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { parseTilePath, TILE_HEIGHT } from "#lib/log/tile.ts";
import { leafHash } from "#lib/log/tree.ts";
import { testKey } from "#lib/server/sequencer/test-log.ts";

export type Answer = { readonly status: number; readonly body: string | Uint8Array; readonly headers?: object };

/** Leaves `<branch> 0`, `<branch> 1` …; two branches of one log are a fork. */
export function leavesOf(count: number, branch = "leaf"): Hash[] {
  return Array.from({ length: count }, (_, at) => leafHash(utf8Encode(`${branch} ${at}`)));
}

export class TestPeer {
  readonly origin: string;
  readonly signer: ReturnType<typeof ed25519NoteSigner>;
  readonly asked: string[] = [];
  leaves: Hash[] = [];
  /** Answers a path in place of the log; undefined leaves it to the log. */
  override: (path: string) => Answer | undefined = () => undefined;
  readonly #server: Server;

  private constructor(origin: string) {
    this.origin = origin;
    this.signer = ed25519NoteSigner(origin, testKey(origin).seed);
    this.#server = createServer((request, response) => {
      // Paths of the log are relative to it; others are whole.
      const path = (request.url ?? "").replace(/^\/log\//, "");
      this.asked.push(path);
      const { status, body, headers } = this.override(path) ?? this.#answer(path);
      response.writeHead(status, { ...headers }).end(body);
    });
  }

  static async start(origin: string): Promise<TestPeer> {
    const peer = new TestPeer(origin);
    await new Promise<void>((resolve) => peer.#server.listen(0, "127.0.0.1", resolve));
    return peer;
  }

  get peer(): Peer {
    const { port } = this.#server.address() as AddressInfo;
    return { origin: this.origin, vkey: this.signer.vkey, url: `http://127.0.0.1:${port}/log` };
  }

  /** The head over these leaves, signed. */
  note(leaves = this.leaves, signer = this.signer): string {
    return signNote(formatCheckpoint({ origin: this.origin, size: leaves.length, root: naiveRoot(leaves) }), [signer]);
  }

  #answer(path: string): Answer {
    if (path === "checkpoint") return { status: 200, body: this.note() };
    const tile = parseTilePath(path);
    if (tile === undefined) return { status: 404, body: "" };
    const node = naiveNodes(this.leaves);
    try {
      const hashes = Array.from({ length: tile.width }, (_, at) =>
        node({ level: tile.level * TILE_HEIGHT, index: tile.number * 256 + at }),
      );
      return { status: 200, body: concatBytes(...hashes) };
    } catch {
      return { status: 404, body: "" };
    }
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
