/**
 * The supervisor: brings the processes up in order, keeps them up, and takes them down in reverse order. Each start step
 * registers how it is undone before the next begins, so a stop at any moment leaves nothing running.
 */
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { freePort, freePortFrom } from "#lib/platform/node-ports.ts";
import { ensureBuilt, isBuilt } from "../build.ts";
import { CliError } from "../cli-error.ts";
import { type DataFolder, dataFolderAt, makeFolders, readDescription, writeJson } from "../data-folder.ts";
import { takeLock } from "../process-lock.mjs";
import { ensureVerifier } from "../verifier/ensure-verifier.ts";
import { announce } from "./announce.ts";
import { applySchema, besideBuild } from "./apply-schema.ts";
import { Child, type ChildSpec } from "./child.ts";
import { DEMO_WITNESSES, type Demo, foundWorld, isToBeDemo, layOut, readDemo, seedWorld } from "./demonstration.ts";
import { describeKeys, type Founded, found, type Means } from "./founding.ts";
import { agentEnv, layOutNeighbours, type Neighbours, prepareNeighbours, startNeighbours } from "./neighbours.ts";
import type { UpOptions } from "./options.ts";
import {
  applyEnv,
  type DatabaseUrls,
  databaseUrls,
  demoWitnessSpec,
  embeddedUrl,
  liarSpec,
  playersSpec,
  postgresSpec,
  seedEnv,
  sequencerSpec,
  webSpec,
  workerSpec,
} from "./processes.ts";
import type { Say } from "./progress.ts";
import { openProgressPage, type ProgressPage } from "./progress-page.ts";
import { oneAtATime, replaceAll, replaceable } from "./replace-all.ts";
import { requireSameLog } from "./same-log.ts";
import { appoint, openSetUp, SetUpDesk, type SetUpLink } from "./set-up-link.ts";
import { prepareWitnesses, type Witnessing } from "./witnessing.ts";

/** Thrown out of a start that was stopped by a signal: not an error. */
export class Stopped extends Error {}

const LOG_CHECK_MS = 60_000;
/** Lines on the terminal while a demonstration is seeded. */
const SAY_EVERY_MS = 5_000;
/** A demonstration, and the page that says how far it is while it is made. */
type Made = { readonly demo: Demo | undefined; readonly page: ProgressPage | undefined };

/** What the site says of its index. */
type Served = {
  readonly setUp: SetUpLink | undefined;
  readonly policyFile: string | undefined;
  readonly neighbours: Neighbours | undefined;
};

export class Supervisor {
  readonly #options: UpOptions;
  readonly #say: Say;
  readonly #folder: DataFolder;
  readonly #means: Means = {
    clock: () => asInstant(Date.now()),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
  readonly #children: Child[] = [];
  readonly #webs: Child[] = [];
  readonly #undo: (() => void)[] = [];
  /** Once it serves. */
  #founded: Founded | undefined;
  #port: number | undefined;
  #clusterPort: number | undefined;
  #stopping: Promise<void> | undefined;

  constructor(options: UpOptions, say: Say) {
    this.#options = options;
    this.#say = say;
    this.#folder = dataFolderAt(options.data);
  }

  /** Starts everything; resolves when serving, with the URL and the open set-up link. Errors: CliError, Stopped. */
  async start(): Promise<{ url: string; setUp: SetUpLink | undefined }> {
    this.#lock();
    const [verifier, world] = await Promise.all([
      ensureVerifier(),
      isToBeDemo(this.#folder, this.#options)
        ? foundWorld((child) => this.#undo.push(() => child.kill()))
        : Promise.resolve(undefined),
    ]);
    const means = { ...this.#means, verifierSha256: verifier.sha256 };
    if (world !== undefined) {
      layOut(this.#folder, world);
      layOutNeighbours(this.#folder, world, means);
    }
    const founded = found(this.#folder, this.#options, means, world && base64UrlDecode(world.genesis));
    const demo = readDemo(this.#folder);
    const neighbours = demo === undefined ? undefined : await prepareNeighbours(this.#folder, demo);
    this.#say(`${founded.isNew ? "founded" : "opened"} ${founded.origin} in ${this.#folder.root}`);
    const page = demo !== undefined && demo.seeded === null ? await this.#progressPage(demo) : undefined;
    // Neither needs the other, and each leaves a core idle at times.
    const pages = this.#pages(page);
    const [{ urls, witnessing }] = await Promise.all([this.#log(founded, { demo, page }, pages), pages]);
    const { policyFile, demos } = witnessing;
    page?.say({ stage: "Starting the site" });
    await Promise.all(demos.map((demo) => this.#launch(demoWitnessSpec(this.#folder, demo))));
    await this.#launch(sequencerSpec(this.#folder, founded, urls, policyFile));
    // Whose administrators' keys are public needs no link to become one.
    const setUp = demo === undefined ? await openSetUp(urls.owner, founded, this.#means) : undefined;
    if (this.#options.standby) {
      const standby = { ...sequencerSpec(this.#folder, founded, urls, policyFile), name: "sequencer-2" };
      await this.#launch(standby);
    }
    await page?.close();
    const [url] = await Promise.all([
      this.#web(founded, urls, { setUp, policyFile, neighbours }),
      this.#workers(founded, urls, policyFile),
    ]);
    const announcing = { verifierSha256: verifier.sha256, databaseUrl: urls.owner, webUrl: url, founded };
    this.#undo.push(await announce(announcing, this.#means, this.#say));

    if (demo !== undefined) this.#players(url);
    if (neighbours !== undefined) this.#neighbours(neighbours, founded, { ownerUrl: urls.owner, url });
    const limiting = setInterval(() => {
      for (const child of this.#children) child.limitLog();
    }, LOG_CHECK_MS);
    this.#undo.push(() => clearInterval(limiting));
    this.#founded = founded;
    return { url, setUp };
  }

  /** The database with everything that is logged before anything is served. */
  async #log(
    founded: Founded,
    { demo, page }: Made,
    pages: Promise<void>,
  ): Promise<{ urls: DatabaseUrls; witnessing: Witnessing }> {
    page?.say({ stage: "Making the database" });
    const urls = databaseUrls(await this.#database(founded), founded);
    // Before anything there is touched: the roles' passwords are shared by all databases of that server.
    const isInUse = await requireSameLog(urls.owner, founded);
    await besideBuild(isInUse, pages, () => this.#step("applying migrations", () => this.#apply(urls, founded)));
    const chosen = demo === undefined ? this.#options : { witnessPolicy: undefined, demoWitnesses: DEMO_WITNESSES };
    const witnessing = await prepareWitnesses(this.#folder, founded, chosen, this.#means.random);
    if (demo?.seeded === null) await this.#seed(demo, founded, urls, witnessing, page);
    return { urls, witnessing };
  }

  async #pages(page: ProgressPage | undefined): Promise<void> {
    if (this.#options.dev || isBuilt()) return;
    this.#say("building the pages (once for this version, about a minute)");
    page?.say({ beside: "Beside it the pages of the site are built, once for this version." });
    await this.#step("built", () => ensureBuilt((stop) => this.#undo.push(stop)));
    page?.say({ beside: "" });
  }

  /** Nobody waits for them: until they are there, time does not pass. */
  #players(url: string): void {
    this.#launch(playersSpec(this.#folder, url)).catch((error: unknown) => {
      if (!this.#stopping) this.#say(error instanceof Error ? error.message : String(error));
    });
  }

  /** Nobody waits for these either: the list of peers says of them that they do not answer yet. */
  #neighbours(
    neighbours: Neighbours,
    founded: Founded,
    site: { readonly ownerUrl: string; readonly url: string },
  ): void {
    const means = {
      ...{ ...this.#means, ...site, founded, clusterPort: this.#clusterPort ?? 0 },
      onStart: (child: ChildProcess) => this.#undo.push(() => child.kill()),
      launch: (spec: ChildSpec) => this.#launch(spec),
    };
    startNeighbours(this.#folder, neighbours, means).catch((error: unknown) => {
      if (!this.#stopping) this.#say(error instanceof Error ? error.message : String(error));
    });
  }

  /** Serves, until the site does, how far the demonstration is. */
  async #progressPage(demo: Demo): Promise<ProgressPage> {
    const port = await this.#choosePort();
    const page = await openProgressPage(port, demo.world);
    this.#undo.push(() => void page.close());
    this.#say(`making the demonstration; watch it at http://127.0.0.1:${port}`);
    return page;
  }

  async #seed(
    demo: Demo,
    founded: Founded,
    urls: DatabaseUrls,
    witnessing: Witnessing,
    page: ProgressPage | undefined,
  ): Promise<void> {
    page?.say({ stage: "Two years pass" });
    let sayAtMs = 0;
    const { seeded } = await this.#step("two years of the demonstration", () =>
      seedWorld(this.#folder, demo, seedEnv(this.#folder, founded, urls, witnessing), {
        onStart: (child) => this.#undo.push(() => child.kill()),
        onProgress: ({ entries, at }) => {
          page?.say({ entries, at });
          if (performance.now() < sayAtMs) return;
          sayAtMs = performance.now() + SAY_EVERY_MS;
          this.#say(`  ${at.slice(0, 10)}, ${entries} entries`);
        },
      }),
    );
    this.#say(`seeded ${seeded?.entries} entries, root ${seeded?.root}`);
    page?.say({ stage: "Two years have passed" });
  }

  async #choosePort(): Promise<number> {
    const asked = this.#options.port;
    this.#port ??= asked === 0 ? await freePort() : await freePortFrom(asked);
    if (asked !== 0 && this.#port !== asked) this.#say(`port ${asked} is taken, using ${this.#port}`);
    return this.#port;
  }

  /** The first prepares the queue; the others share its jobs. */
  async #workers(founded: Founded, urls: DatabaseUrls, policyFile: string | undefined): Promise<void> {
    const spec = workerSpec(this.#folder, founded, urls, policyFile);
    await this.#launch(spec);
    const others = Array.from({ length: this.#options.workers - 1 }, (_, at) => ({
      ...spec,
      name: `worker-${at + 2}`,
    }));
    await Promise.all(others.map((other) => this.#launch(other)));
  }

  #lock(): void {
    // Before anything is written, and before the lock exists, a folder of another build is refused.
    readDescription(this.#folder);
    makeFolders(this.#folder);
    const lock = takeLock(this.#folder.lock);
    if (!lock.ok) {
      throw new CliError(
        `The data folder ${this.#folder.root} is in use by process ${lock.pid}: stop that one first, or name another --data.`,
      );
    }
    this.#undo.push(lock.release);
  }

  /** Runs a step and says how long it took. */
  async #step<T>(what: string, run: () => Promise<T>): Promise<T> {
    this.#throwIfStopping();
    const startedMs = performance.now();
    const value = await run().catch((error: unknown) => {
      // What was stopped on purpose ends with an error of its own.
      this.#throwIfStopping();
      throw error;
    });
    this.#throwIfStopping();
    const seconds = (performance.now() - startedMs) / 1000;
    this.#say(`${what}: ${seconds.toFixed(1)} s`);
    return value;
  }

  #throwIfStopping(): void {
    if (this.#stopping) throw new Stopped();
  }

  async #launch(spec: ChildSpec): Promise<unknown> {
    return await this.#launchChild(new Child(spec, this.#folder.logs, this.#say));
  }

  async #launchChild(child: Child): Promise<unknown> {
    this.#throwIfStopping();
    const { spec } = child;
    this.#children.push(child);
    try {
      return await this.#step(`starting ${spec.name}`, () => child.start());
    } catch (error) {
      this.#throwIfStopping();
      this.#children.splice(this.#children.indexOf(child), 1);
      const reason = error instanceof Error ? error.message : String(error);
      throw new CliError(`${reason} The end of its log (${this.#folder.logs}):\n${child.tail()}`);
    }
  }

  /** The owner's URL: of the outside database, or of the embedded one, which is started. */
  async #database(founded: Founded): Promise<string> {
    const outside = process.env.DATABASE_URL;
    if (outside !== undefined && outside !== "") {
      this.#say("using the PostgreSQL of DATABASE_URL");
      return outside;
    }
    const port = await freePort();
    this.#clusterPort = port;
    const ready = await this.#launch(postgresSpec(this.#folder, founded, port));
    if (typeof ready === "object" && ready !== null && "dataFolder" in ready && ready.dataFolder !== this.#folder.pg) {
      this.#say(`the database lies in ${ready.dataFolder}: its user cannot reach ${this.#folder.root}`);
    }
    return embeddedUrl(port, founded);
  }

  async #apply(urls: DatabaseUrls, founded: Founded): Promise<void> {
    await applySchema(applyEnv(urls, founded), (child) => this.#undo.push(() => child.kill("SIGTERM")));
  }

  /** Starts the web process on the first free port; when somebody else was faster, on the next. */
  async #web(
    founded: Founded,
    urls: DatabaseUrls,
    { setUp, policyFile: witnessPolicy, neighbours }: Served,
  ): Promise<string> {
    let port = await this.#choosePort();
    const url = (): string => `http://127.0.0.1:${port}`;
    const desk = new SetUpDesk(setUp, {
      appoint: (did) => appoint(did, urls.owner, url(), founded, this.#means),
      onUsed: () => {
        for (const web of this.#webs) web.tell({ event: "setup-closed" });
      },
    });
    const liarPort = await this.#startLiar();
    const spec = webSpec(this.#folder, founded, urls, {
      liarPort,
      neighbours: agentEnv(this.#folder, neighbours),
      port: () => port,
      webs: this.#options.webs,
      dev: this.#options.dev,
      witnessPolicy,
      setUp: () => desk.link,
      onMessage: (message, reply) => {
        void desk.answer(message).then((answer) => answer && reply(answer));
      },
    });
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#launchWeb(spec);
        break;
      } catch (error) {
        const taken = error instanceof CliError && /EADDRINUSE/.test(error.message);
        if (!taken || attempt === 5) throw error;
        port = await freePortFrom(port + 1);
        this.#say(`the port was taken meanwhile, using ${port}`);
      }
    }
    const others = Array.from({ length: this.#options.webs - 1 }, (_, at) => ({ ...spec, name: `web-${at + 2}` }));
    await Promise.all(others.map((other) => this.#launchWeb(other)));
    return url();
  }

  /** Its port; undefined for an index that is no demonstration. */
  async #startLiar(): Promise<number | undefined> {
    if (readDemo(this.#folder) === undefined) return undefined;
    const port = await freePort();
    await this.#launch(liarSpec(this.#folder, port));
    return port;
  }

  async #launchWeb(spec: ChildSpec): Promise<void> {
    const web = new Child({ ...spec, sharesPort: true }, this.#folder.logs, this.#say);
    await this.#launchChild(web);
    this.#webs.push(web);
  }

  /** What came of it is said, and written for whoever asked. Once at a time. */
  readonly restart = oneAtATime(
    async () => {
      const children = this.#founded === undefined ? [] : [...this.#webs, ...replaceable(this.#children)];
      const prepare = (): void => this.#founded && describeKeys(this.#folder, this.#founded);
      const outcome = await replaceAll(children, prepare, (name, replace) => this.#step(`replaced ${name}`, replace));
      this.#say(outcome.failed ?? "processes replaced");
      return outcome;
    },
    (outcome) => {
      try {
        writeJson(this.#folder.restarted, outcome, 0o600);
      } catch (error) {
        this.#say(error instanceof Error ? error.message : String(error));
      }
    },
  );

  /** Stops all children in reverse order and lets go of the folder. Safe to call at any time, and twice. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const child of this.#children.toReversed()) await child.stop();
    for (const undo of this.#undo.toReversed()) undo();
  }

  /** The second Ctrl-C: no more waiting, except for the database, whose keeper must stop it. */
  kill(): void {
    for (const child of this.#children) if (child.spec.name !== "postgres") child.kill();
  }
}
