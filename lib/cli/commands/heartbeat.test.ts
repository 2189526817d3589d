/** The command against two indexes: real statements, logs, folds and receipts behind a socket; only the clock is the test's. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { concatBytes } from "#lib/kernel/bytes.ts";
import { type Origin, type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { naiveNodes, naiveRoot } from "#lib/log/naive-tree.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash, proveInclusion } from "#lib/log/tree.ts";
import { providerKey } from "#lib/state/forms.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { TEST_START, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { composeStatement, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { EXIT, type Io, UsageError } from "../command.ts";
import { saveKey } from "../key-ring.ts";
import { heartbeat } from "./heartbeat.ts";

const ada = testKey("ada");
const now = (): Instant => asInstant(Date.now());

/** One index in memory, served over HTTP: takes statements, folds them, gives receipts. */
class SmallIndex {
  readonly origin: Origin;
  readonly signer;
  readonly state = MemoryState.empty();
  readonly #leaves: Uint8Array[] = [];
  readonly #places = new Map<string, number>();
  readonly #server: Server;
  #ids = 0;
  provider = "" as ProviderId;
  url = "";
  refuses = false;

  private constructor(origin: string) {
    this.origin = origin as Origin;
    this.signer = ed25519NoteSigner(origin, testKey(`log of ${origin}`).seed);
    this.#server = createServer(async (request, response) => {
      const { status, body } = await this.#answer(request);
      response.writeHead(status).end(body);
    });
  }

  /** With a provider of Ada's. */
  static async start(origin: string, peers: readonly SmallIndex[] = []): Promise<SmallIndex> {
    const index = new SmallIndex(origin);
    const { policy, ...genesis } = new TestWorld().genesisBody();
    const body = {
      ...genesis,
      origin,
      policy: { ...(policy as JsonObject), peers: peers.map(({ signer }) => signer.vkey) },
    };
    index.say("index.genesis", testKey("index statement"), "index", body);
    index.say("participant.register", ada, ada.did, { displayName: "Ada" });
    const { hash } = index.say("provider.register", ada, "new", { kind: "instance", name: "Halden" });
    index.provider = providerIdOf(hash);
    await new Promise<void>((resolve) => index.#server.listen(0, "127.0.0.1", resolve));
    index.url = `http://127.0.0.1:${(index.#server.address() as AddressInfo).port}/`;
    return index;
  }

  get heartbeat() {
    const form = this.state.get(providerKey(this.provider));
    return form?.aggregate === "provider" ? form.heartbeat : null;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  say(kind: Kind, by: typeof ada, subject: string, body: JsonObject) {
    this.#ids += 1;
    const draft = { kind, log: this.origin, issuer: by.did, key: by.thumbprint, subject, body };
    const id = Uint8Array.of(this.#ids, ...new Uint8Array(15));
    return this.#log(
      signStatement(
        composeStatement(draft, now(), () => id),
        by.seed,
      ),
    );
  }

  #log(bytes: Uint8Array) {
    const parsed = parseStatement(bytes);
    if (!parsed.ok) throw new Error(`${parsed.error.pointer}: ${parsed.error.detail}`);
    const { statement, hash } = parsed.value;
    const leaf = encodeEntry(now(), bytes);
    const index = this.#leaves.push(leaf) - 1;
    this.#places.set(hash, index);
    const entry = { index: index as never, leafHash: leafHash(leaf), loggedAt: now(), statement, hash };
    return { hash, index, effect: this.state.apply(entry).effect };
  }

  #receipt(index: number): Uint8Array {
    const hashes = this.#leaves.map(leafHash);
    const head = formatCheckpoint({ origin: this.origin, size: hashes.length, root: naiveRoot(hashes) });
    return buildReceipt({
      index,
      entryBytes: this.#leaves[index] ?? new Uint8Array(),
      proof: proveInclusion(index, hashes.length, naiveNodes(hashes)),
      checkpointNote: signNote(head, [this.signer]),
    });
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: string | Uint8Array }> {
    const path = request.url ?? "";
    if (request.method === "POST") {
      if (this.refuses) return { status: 503, body: JSON.stringify({ code: "unavailable", detail: "Not today." }) };
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { index, effect } = this.#log(concatBytes(...chunks));
      return { status: 201, body: JSON.stringify({ receipt: { index }, effect }) };
    }
    if (path === "/.well-known/touchstone.json") return { status: 200, body: JSON.stringify(this.#description()) };
    if (path.startsWith("/api/v1/providers/")) {
      const form = this.state.get(providerKey(path.split("/").at(-1) ?? ""));
      return { status: 200, body: JSON.stringify({ data: { form } }) };
    }
    const index = this.#places.get(path.split("/")[4] ?? "");
    return index === undefined ? { status: 404, body: "{}" } : { status: 200, body: this.#receipt(index) };
  }

  #description() {
    const { did } = testKey("index statement");
    const { vkey } = this.signer;
    return {
      ...{ type: "touchstone-index/v1", origin: this.origin, name: "Test", log_url: this.url, api_url: this.url },
      ...{ witness_url: null, vkeys: { log: vkey, promise: vkey, witness: vkey }, answer_key: did, statement_key: did },
      ...{ genesis_hash: "0".repeat(64), verifier_sha256: null, fold_version: 0, clock: "system" },
      ...{ now: new Date().toISOString(), software: { version: "0", commit: "unknown" } },
    };
  }
}

let home: string;
let printed: string[];
let peer: SmallIndex;
let here: SmallIndex;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: TEST_START });
  home = mkdtempSync(join(tmpdir(), "touchstone-cli-"));
  printed = [];
  await saveKey({ TOUCHSTONE_HOME: home }, "ada", ada.seed, "control");
  peer = await SmallIndex.start("peer.example/log");
  here = await SmallIndex.start("here.example/log", [peer]);
});
afterEach(() => {
  here.stop();
  peer.stop();
  vi.useRealTimers();
  rmSync(home, { recursive: true, force: true });
});

function io(): Io {
  const print = (line: string) => void printed.push(line);
  return {
    ...{ out: print, err: print, readStdin: async () => new Uint8Array(), json: false },
    ...{ env: { TOUCHSTONE_HOME: home }, signal: new AbortController().signal },
  };
}

const beat = (...more: string[]) =>
  heartbeat.run(["--provider", here.provider, "--key", "ada", "--software", "1", "--url", here.url, ...more], io());
const withPeer = () => ["--peer", peer.url, "--peer-provider", peer.provider];
const passHours = (hours: number) => vi.setSystemTime(now() + hours * HOUR_MS);
const kept = () => readdirSync(join(home, "beats", here.provider)).filter((name) => name.endsWith(".receipt.json"));

async function arm(): Promise<void> {
  for (const _ of [1, 2, 3]) {
    passHours(6);
    await beat("--arm", "--yes");
  }
}

test("nobody arms without having read what silence costs; armed, it is not said again", async () => {
  await expect(beat("--arm")).rejects.toThrow(/72 hours.*suspend.*14 days.*--yes/s);
  expect(here.heartbeat).toBeNull();
  await arm();
  expect(here.heartbeat?.armedSince).not.toBeNull();
  expect(printed.filter((line) => line.includes("72 hours"))).toHaveLength(3);
  expect(await beat("--arm")).toBe(EXIT.ok);
});

test("disarming is said seven days ahead, and takes effect on its day", async () => {
  await arm();
  const day = (days: number) => new Date(now() + days * DAY_MS).toISOString();
  await expect(beat("--disarm", day(7))).rejects.toThrow(UsageError);
  await expect(beat("--disarm", "tomorrow")).rejects.toThrow(UsageError);
  await expect(beat("--disarm", day(8), "--every", "6h")).rejects.toThrow(UsageError);
  expect(await beat("--disarm", day(8))).toBe(EXIT.ok);
  expect(here.heartbeat?.disarmedFrom).toBe(day(8));
  expect(await beat()).toBe(EXIT.ok);
  expect(here.heartbeat?.disarmedFrom).toBe(day(8));
});

test("what this index refuses is sent to a peer, and the receipts strike the suspension", async () => {
  await arm();
  here.refuses = true;
  await expect(beat()).rejects.toThrow("unavailable");
  for (let hours = 0; hours < 100; hours += 10) {
    passHours(10);
    expect(await beat(...withPeer())).toBe(EXIT.ok);
  }
  expect(peer.heartbeat?.beats).toBe(10);
  expect(kept()).toHaveLength(10);
  for (const name of kept()) expect(statSync(join(home, "beats", here.provider, name)).mode & 0o777).toBe(0o600);
  here.refuses = false;
  passHours(1);
  expect(await beat(...withPeer())).toBe(EXIT.ok);
  expect(here.heartbeat?.silences).toMatchObject([{ suspendedAt: null }]);
  // As few as leave no silence of 72 h, one in each beat.
  expect(here.heartbeat?.silences[0]?.elsewhere).toHaveLength(2);
  const { beats } = here.heartbeat ?? {};
  passHours(6);
  await beat(...withPeer());
  expect(here.heartbeat?.beats).toBe((beats ?? 0) + 1);
});

test("an index that is away is beaten for by what is known of it; what was never read there cannot be", async () => {
  here.stop();
  await expect(beat(...withPeer())).rejects.toThrow("cannot be reached");
  here = await SmallIndex.start("here.example/log", [peer]);
  expect(await beat(...withPeer())).toBe(EXIT.ok);
  expect(peer.heartbeat).toBeNull();
  here.stop();
  expect(await beat(...withPeer())).toBe(EXIT.ok);
  expect(peer.heartbeat?.beats).toBe(1);
});

test("a receipt that this log does not count costs no beat: it is set aside, and the beat is sent without it", async () => {
  here.stop();
  here = await SmallIndex.start("here.example/log");
  await beat();
  here.refuses = true;
  passHours(1);
  await beat(...withPeer());
  here.refuses = false;
  passHours(1);
  expect(await beat(...withPeer())).toBe(EXIT.ok);
  expect(printed.join("\n")).toContain("void (bad-proof)");
  expect(here.heartbeat?.beats).toBe(2);
  expect(kept()).toEqual([]);
});
