/**
 * The indexes beside a demonstration: small ones in one process, with databases in the same cluster, which the index of the
 * demonstration watches as peers; and the agent that asks all of them. Nobody waits for them.
 */
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import type { DemoFounding, DemoNeighbours } from "#lib/contract/demonstration.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { freePort, freePortFrom } from "#lib/platform/node-ports.ts";
import { HONEST_ROUNDS } from "../agent/demo-rounds.ts";
import { type DataFolder, dataFolderAt, writeDurably, writeJson } from "../data-folder.ts";
import { applySchema } from "./apply-schema.ts";
import type { ChildSpec } from "./child.ts";
import { type Demo, layOutKeys, pipeWorld } from "./demonstration.ts";
import { type Founded, found, type Means } from "./founding.ts";
import {
  applyEnv,
  baseEnv,
  clockEnv,
  type DatabaseUrls,
  databaseUrls,
  demoEnv,
  embeddedUrl,
  sequencerSpec,
} from "./processes.ts";

type Neighbour = DemoNeighbours["indexes"][number] & { readonly folder: DataFolder; readonly port: number };
export type Neighbours = { readonly told: DemoNeighbours; readonly indexes: readonly Neighbour[] };

const PORTS = z.record(z.string(), z.int());
const PEERS_BEGIN = "# Neighbours of the demonstration, on this machine.\n";
const NOTHING_CHOSEN = { origin: undefined, policy: undefined, admin: undefined, peers: undefined };
/** The agent's book, beside the indexes' folders. */
const BOOK = "agent";

/** Puts their keys and first statements where each start finds them. Once, when the demonstration is founded. */
export function layOutNeighbours(folder: DataFolder, { neighbours }: DemoFounding, means: Means): void {
  for (const [name, { keys, genesis }] of Object.entries(neighbours)) {
    const own = folderOf(folder, name);
    mkdirSync(path.dirname(own.key("log")), { recursive: true, mode: 0o700 });
    layOutKeys(own, keys);
    found(own, NOTHING_CHOSEN, means, base64UrlDecode(genesis));
  }
}

/**
 * Their addresses, and the list of peers that names them. Undefined where there are none: in an index that is no demonstration,
 * on somebody else's database server, and when `TOUCHSTONE_NEIGHBOURS` is `off`. A list that the operator gave stays.
 */
export async function prepareNeighbours(folder: DataFolder, demo: Demo | undefined): Promise<Neighbours | undefined> {
  const isOwnList = existsSync(folder.peers) && !readFileSync(folder.peers, "utf8").startsWith(PEERS_BEGIN);
  const told = demo?.world.neighbours ?? null;
  const { DATABASE_URL: database = "", TOUCHSTONE_NEIGHBOURS: wanted } = process.env;
  const isLaidOut = told?.indexes.every(({ name }) => existsSync(folderOf(folder, name).description));
  if (told === null || isOwnList || database !== "" || wanted === "off" || isLaidOut !== true) {
    if (!isOwnList) rmSync(folder.peers, { force: true });
    return undefined;
  }
  const indexes: Neighbour[] = [];
  const ports = await keptPorts(
    folder,
    told.indexes.map(({ name }) => name),
  );
  for (const index of told.indexes)
    indexes.push({ ...index, folder: folderOf(folder, index.name), port: ports[index.name] ?? 0 });
  const lines = indexes.map(({ vkey, port }) => `log ${vkey} ${urlOf(port)}log\n`);
  writeDurably(folder.peers, PEERS_BEGIN + lines.join(""), 0o644);
  return { told, indexes };
}

const folderOf = (folder: DataFolder, name: string) => dataFolderAt(path.join(folder.neighbours, name));
const urlOf = (port: number) => `http://127.0.0.1:${port}/`;

/** An agent knows indexes by their addresses: they stay, unless somebody else has taken a port meanwhile. */
async function keptPorts(folder: DataFolder, names: readonly string[]): Promise<Record<string, number>> {
  const file = path.join(folder.neighbours, "ports.json");
  const kept = existsSync(file) ? PORTS.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const ports: Record<string, number> = {};
  for (const name of names) {
    const before = kept[name];
    ports[name] = before === undefined ? await freePort() : await freePortFrom(before);
  }
  writeJson(file, ports, 0o644);
  return ports;
}

/** What the supervisor lends. `say`: on the terminal. */
export type NeighbourMeans = Means & {
  readonly founded: Founded;
  readonly clusterPort: number;
  /** The owner's URL of the demonstration's own database. */
  readonly ownerUrl: string;
  /** Of the demonstration's site. */
  readonly url: string;
  readonly onStart: (child: ChildProcess) => void;
  readonly launch: (spec: ChildSpec) => Promise<unknown>;
};

/** Makes what is missing of them, starts them, and then the agent. Errors: CliError. */
export async function startNeighbours(
  folder: DataFolder,
  { told, indexes }: Neighbours,
  means: NeighbourMeans,
): Promise<void> {
  const settings: object[] = [];
  for (const index of indexes) {
    // Roles belong to the cluster: their passwords are the demonstration's.
    const founded = { ...found(index.folder, NOTHING_CHOSEN, means), secrets: means.founded.secrets };
    const owner = embeddedUrl(means.clusterPort, founded, `touchstone_${index.name}`);
    const urls = databaseUrls(owner, founded);
    await applySchema(applyEnv(urls, founded), means.onStart);
    if (!existsSync(index.folder.clock)) await seed(folder, index, { founded, urls }, means);
    settings.push(settingsOf(index, urls, told));
  }
  await means.launch(neighboursSpec(settings));
  await notifyWatcher(means.ownerUrl);
  await means.launch(agentSpec(folder, [means.url, ...indexes.map(({ port }) => urlOf(port))]));
}

/** Its clock stands when everything is written: an interrupted seeding goes on at the next start. */
async function seed(
  folder: DataFolder,
  { name, folder: own }: Neighbour,
  { founded, urls }: { readonly founded: Founded; readonly urls: DatabaseUrls },
  { onStart }: NeighbourMeans,
): Promise<void> {
  const env = {
    ...sequencerSpec(own, founded, urls).env(),
    ...{ TOUCHSTONE_CLOCK: own.clock, TOUCHSTONE_SEED_WITNESSES: "[]" },
  };
  await pipeWorld(folder, ["neighbour", name], env, { onStart });
}

function settingsOf(
  { origin, port, folder, is_paid }: Neighbour,
  urls: DatabaseUrls,
  { pays }: DemoNeighbours,
): object {
  const { web, seq, worker } = urls;
  const purposes = ["log", "promise", "witness", "answer"] as const;
  const { genesis, publicKeys, store, clock } = folder;
  return {
    ...{ origin, port, databases: { web, seq, worker }, genesis, publicKeys, store, clock },
    keys: Object.fromEntries(purposes.map((purpose) => [purpose, folder.key(purpose)])),
    paid: is_paid ? { service: pays, after: HONEST_ROUNDS, asked: path.join(folder.root, "asked.json") } : null,
  };
}

function neighboursSpec(settings: readonly object[]): ChildSpec {
  return {
    name: "neighbours",
    file: "lib/server/neighbours/main.ts",
    env: () => ({ ...baseEnv(), TOUCHSTONE_NEIGHBOURS: JSON.stringify(settings) }),
    nodeArgs: ["--max-old-space-size=128", "--max-semi-space-size=2"],
    readyWithinMs: 60_000,
    stopWithinMs: 6_000,
  };
}

function agentSpec(folder: DataFolder, indexes: readonly string[]): ChildSpec {
  return {
    name: "agent",
    file: "lib/cli/agent/demo-agent.ts",
    env: () => ({
      ...{ ...baseEnv(), ...clockEnv(folder), ...demoEnv(folder) },
      ...{ TOUCHSTONE_BOOK: path.join(folder.neighbours, BOOK), TOUCHSTONE_INDEXES: indexes.join(" ") },
    }),
    nodeArgs: ["--max-old-space-size=128", "--max-semi-space-size=2"],
    readyWithinMs: 60_000,
    stopWithinMs: 4_000,
  };
}

/** Peers are looked at once a minute: the first look is now. */
async function notifyWatcher(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("NOTIFY ts_peers");
  } finally {
    await client.end();
  }
}

/** Of the agent's record, for pages to read. */
export function agentEnv(folder: DataFolder, neighbours: Neighbours | undefined): Record<string, string> {
  if (neighbours === undefined) return {};
  return { TOUCHSTONE_DEMO_RECORD: path.join(folder.neighbours, BOOK, "record.jsonl") };
}
