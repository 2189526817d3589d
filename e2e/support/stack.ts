/**
 * One index of real processes for tests and benches: PostgreSQL, sequencers and web processes over a data folder of their
 * own, made of the same pieces as `npm run up`. Every process ends with this one, however this one ends.
 */
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { ensureBuilt } from "#lib/cli/build.ts";
import { type DataFolder, dataFolderAt, makeFolders } from "#lib/cli/data-folder.ts";
import { takeLock } from "#lib/cli/process-lock.mjs";
import { Child, type ChildSpec } from "#lib/cli/up/child.ts";
import { type Founded, found, type Means } from "#lib/cli/up/founding.ts";
import type { FoundingOptions } from "#lib/cli/up/options.ts";
import {
  applyEnv,
  type DatabaseUrls,
  databaseUrls,
  demoWitnessSpec,
  embeddedUrl,
  postgresSpec,
  sequencerSpec,
  webSpec,
  workerSpec,
} from "#lib/cli/up/processes.ts";
import { prepareWitnesses } from "#lib/cli/up/witnessing.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { freePortFrom } from "#lib/platform/node-ports.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { stopOrphan } from "#lib/server/db/postgres/cluster.ts";

/** So large that no budget stands in the way of a load. */
const LARGE_BUDGETS = {
  budgets: {
    registeredPerHour: 10_000_000,
    unregisteredPerHour: 10_000_000,
    addressPerMinute: 10_000_000,
    unregisteredPerAddressPerHour: 10_000_000,
  },
};

/** Below the range from which the kernel takes ports for outgoing connections. */
const FIRST_PORT = 27_000;
const PORTS_OF_A_STACK = 40;
const STACK_PLACES = 140;

/** Files of one test run go on beside each other: vitest numbers their processes. Other runs are told apart by their own. */
function placeOfProcess(): number {
  const number = process.env.VITEST_POOL_ID;
  return (number === undefined ? process.pid : process.ppid + Number(number)) % STACK_PLACES;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/** Names a folder that {@link Stack.keep} left: stacks begin as copies of it, with its keys. Absent: each is founded. */
export const TEMPLATE = "TOUCHSTONE_STACK_TEMPLATE";

export type StackOptions = {
  /** Web processes; preset 1. */
  readonly webs?: number;
  /** False: no sequencer runs; a bench leads by itself. */
  readonly sequencer?: boolean;
  /** Witnesses beside the log, as of `up --demo-witnesses`; preset 0. */
  readonly demoWitnesses?: number;
  /** True: a worker runs, too. */
  readonly worker?: boolean;
  /** Another folder for the second store, such as a small file system. */
  readonly store?: string;
  /** Called when the data folder is there and before any process: to mount something inside. */
  readonly prepare?: (folder: DataFolder) => void;
  /** Called when all processes have ended and before the folder goes: to unmount it again. */
  readonly beforeRemoval?: () => void;
  /** Preset: what the supervisor says is dropped. */
  readonly say?: (line: string) => void;
};

export type Web = { readonly child: Child; readonly url: string };

export class Stack {
  readonly folder: DataFolder;
  readonly founded: Founded;
  readonly urls: DatabaseUrls;
  readonly webs: Web[] = [];
  readonly sequencers: Child[] = [];
  readonly workers: Child[] = [];
  readonly #options: StackOptions;
  readonly #pgSpec: ChildSpec;
  readonly witnesses: Child[] = [];
  #witnessPolicy: string | undefined;
  #postgres: Child;
  #nextPort: number;
  // A benchmark is ended by hand now and then: it leaves nothing behind.
  readonly #onSignal = () => void this.stop().finally(() => process.exit(130));

  private constructor(options: StackOptions, folder: DataFolder, founded: Founded, pgPort: number) {
    this.#options = options;
    this.folder = folder;
    this.founded = founded;
    this.#pgSpec = postgresSpec(folder, founded, pgPort);
    this.#postgres = this.#childOf(this.#pgSpec);
    this.#nextPort = pgPort + 1;
    this.urls = databaseUrls(embeddedUrl(pgPort, founded), founded);
    for (const signal of SIGNALS) process.once(signal, this.#onSignal);
  }

  /** Starts all processes. When one does not start, what was started is stopped and deleted. */
  static async start(options: StackOptions = {}): Promise<Stack> {
    if (options.webs !== 0) await ensureBuilt();
    const folder = dataFolderAt(mkdtempSync(path.join(tmpdir(), "touchstone-stack-")));
    const template = process.env[TEMPLATE];
    const names = template === undefined ? [] : readdirSync(template).filter((name) => name !== "pg");
    for (const name of names) copy(path.join(template ?? "", name), folder.root);
    makeFolders(folder);
    // As `up` holds it: commands see that the index runs.
    takeLock(folder.lock);
    options.prepare?.(folder);
    // What is in it, and not the folder: one may be there already, such as a small disk. A join would drop the dot.
    if (template !== undefined) copy(`${path.join(template, "pg")}/.`, folder.pg);
    const chosen: FoundingOptions = { origin: undefined, policy: LARGE_BUDGETS, admin: undefined };
    const means = {
      clock: () => asInstant(Date.now()),
      random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
    };
    const founded = found(folder, chosen, means);
    const pgPort = await freePortFrom(FIRST_PORT + placeOfProcess() * PORTS_OF_A_STACK);
    const stack = new Stack(options, folder, founded, pgPort);
    try {
      await stack.#postgres.start();
      if (template === undefined) await stack.#migrate();
      await stack.#startWitnesses(options.demoWitnesses ?? 0, means.random);
      const webs = async () => {
        for (let count = 0; count < (options.webs ?? 1); count += 1) await stack.startWeb();
      };
      await Promise.all([
        options.sequencer !== false && stack.startSequencer(),
        options.worker === true && stack.#startWorker(),
        webs(),
      ]);
      return stack;
    } catch (error) {
      const tails = [
        stack.#postgres,
        ...stack.sequencers,
        ...stack.workers,
        ...stack.webs.map(({ child }) => child),
      ].map((child) => `${child.spec.name}:\n${child.tail()}`);
      await stack.stop();
      throw new Error(`The stack did not start.\n${tails.join("\n")}`, { cause: error });
    }
  }

  get origin(): Origin {
    return this.founded.origin;
  }

  /** Verifier key of the log. */
  get vkey(): string {
    const described: { vkeys: { log: string } } = JSON.parse(readFileSync(this.folder.publicKeys, "utf8"));
    return described.vkeys.log;
  }

  get url(): string {
    return this.webs[0]?.url ?? "";
  }

  /** Starts a further sequencer; it leads, stands by, or refuses. Resolves when it says which. */
  async startSequencer(): Promise<Child> {
    const name = this.sequencers.length === 0 ? "sequencer" : `sequencer-${this.sequencers.length + 1}`;
    const spec = sequencerSpec(this.folder, this.founded, this.urls, this.#witnessPolicy);
    const child = this.#childOf({ ...this.#withStore(spec), name });
    this.sequencers.push(child);
    await child.start();
    return child;
  }

  /** Starts a further web process over the same database. */
  async startWeb(): Promise<Web> {
    const port = await freePortFrom(this.#nextPort);
    this.#nextPort = port + 1;
    const spec = webSpec(this.folder, this.founded, this.urls, {
      port: () => port,
      dev: false,
      witnessPolicy: this.#witnessPolicy,
      setUp: () => undefined,
      onMessage: () => undefined,
    });
    const name = this.webs.length === 0 ? "web" : `web-${this.webs.length + 1}`;
    const web = { child: this.#childOf({ ...this.#withStore(spec), name }), url: `http://127.0.0.1:${port}` };
    this.webs.push(web);
    await web.child.start();
    return web;
  }

  async #startWorker(): Promise<void> {
    const child = this.#childOf(workerSpec(this.folder, this.founded, this.urls));
    this.workers.push(child);
    await child.start();
  }

  async #startWitnesses(demoWitnesses: number, random: Means["random"]): Promise<void> {
    const options = { witnessPolicy: undefined, demoWitnesses };
    const { policyFile, demos } = await prepareWitnesses(this.folder, this.founded, options, random);
    this.#witnessPolicy = policyFile;
    for (const demo of demos) this.witnesses.push(this.#childOf(demoWitnessSpec(this.folder, demo)));
    await Promise.all(this.witnesses.map((child) => child.start()));
  }

  async stopPostgres(): Promise<void> {
    await this.#postgres.stop();
  }

  /** Starts PostgreSQL again after {@link stopPostgres}, on the same port. */
  async startPostgres(): Promise<void> {
    this.#postgres = this.#childOf(this.#pgSpec);
    await this.#postgres.start();
  }

  /** Makes a copied cluster the property of the server's user, as it must be. */
  giveToServer(copy: string): void {
    const owner = statSync(this.folder.pg);
    for (const name of ["", ...readdirSync(copy, { recursive: true, encoding: "utf8" })]) {
      chownSync(path.join(copy, name), owner.uid, owner.gid);
    }
    chmodSync(copy, 0o700);
  }

  /** The server's keeper and the server itself; undefined while there is none. */
  postgresPids(): { keeper: number | undefined; server: number | undefined } {
    const file = path.join(this.folder.pg, "postmaster.pid");
    const server = existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : undefined;
    return { keeper: this.#postgres.pid, server };
  }

  /** What a process wrote into its log so far. */
  logOf(child: Child): string {
    const file = path.join(this.folder.logs, `${child.spec.name}.log`);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /** Bugs that web processes met: what the log says of routes that threw. */
  thrown(): string[] {
    const lines = this.webs.flatMap(({ child }) => this.logOf(child).split("\n"));
    return lines.filter((line) => line.includes("a route threw"));
  }

  /** Runs one statement as the owner of the database, who alone can take a trigger away. */
  async asOwner<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client(connectionConfig({ url: this.urls.owner, name: "touchstone-test" }));
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Stops a stack of a database alone. Answers its folder, which stays, without what belongs to this run. */
  async keep(): Promise<string> {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    await this.#postgres.stop();
    for (const place of [this.folder.lock, this.folder.logs]) rmSync(place, { recursive: true, force: true });
    return this.folder.root;
  }

  /** Stops everything in order and deletes the folder. Also after a failed start. */
  async stop(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
    try {
      await Promise.all(this.webs.map(({ child }) => child.stop()));
      await Promise.all([...this.workers, ...this.sequencers, ...this.witnesses].map((child) => child.stop()));
      await this.#postgres.stop();
      // A server whose keeper was killed outlives it.
      await stopOrphan(this.folder.pg);
    } finally {
      this.#options.beforeRemoval?.();
      rmSync(this.folder.root, { recursive: true, force: true });
    }
  }

  #childOf(spec: ChildSpec): Child {
    return new Child(spec, this.folder.logs, this.#options.say ?? (() => undefined));
  }

  #withStore(spec: ChildSpec): ChildSpec {
    const { store } = this.#options;
    return store === undefined ? spec : { ...spec, env: () => ({ ...spec.env(), TOUCHSTONE_STORE: store }) };
  }

  async #migrate(): Promise<void> {
    const env = applyEnv(this.urls, this.founded);
    const child = spawn(process.execPath, ["lib/server/db/apply.ts"], { env, stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString("utf8");
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (code !== 0) throw new Error(`The migrations failed:\n${complaint}`);
  }
}

/** With owners and modes, which the database's server insists on. */
function copy(from: string, to: string): void {
  const ran = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(`${from} was not copied: ${ran.stderr}`);
}
