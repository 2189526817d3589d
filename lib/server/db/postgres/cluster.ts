/**
 * One embedded PostgreSQL cluster: made with initdb, run as our own child, stopped by signal. fsync stays on: the log
 * signs what this server acknowledged.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { binariesFor, canEnter, type PostgresBinaries, type RunAs, userFor } from "./binaries.ts";

export type ClusterOptions = {
  /** PGDATA; made when missing. */
  readonly dataFolder: string;
  /** Taken instead when the server's user (another one, if we are root) cannot reach dataFolder's parents. */
  readonly fallbackFolder?: string;
  readonly port: number;
  /** Password of the superuser `touchstone`, set by initdb. */
  readonly password: string;
  /** Extra `-c name=value` settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Each line that the server logs. */
  readonly onLog?: (line: string) => void;
};

export type Cluster = {
  readonly pid: number;
  /** PGDATA in use: dataFolder or fallbackFolder. */
  readonly dataFolder: string;
  /** URL of the superuser on database `postgres`. */
  readonly url: string;
  /** Resolves when the server process has ended, with its exit code or signal. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** "fast" shutdown: clients are cut, a checkpoint is written; after 20 s "immediate". */
  readonly stop: () => Promise<void>;
};

export const SUPERUSER = "touchstone";

const READY_WITHIN_MS = 60_000;

function identity(user: RunAs | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

function serverEnv(binaries: PostgresBinaries): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", LD_LIBRARY_PATH: binaries.lib };
}

/** A cluster stays where it was made; a new one goes to the fallback when the user cannot enter the preferred place. */
function placeOf({ dataFolder, fallbackFolder }: ClusterOptions): string {
  if (fallbackFolder === undefined || existsSync(path.join(dataFolder, "PG_VERSION"))) return dataFolder;
  if (existsSync(path.join(fallbackFolder, "PG_VERSION"))) return fallbackFolder;
  const user = userFor(dataFolder);
  if (user === undefined || canEnter(path.dirname(dataFolder), user)) return dataFolder;
  mkdirSync(path.dirname(fallbackFolder), { recursive: true, mode: 0o755 });
  return fallbackFolder;
}

function initialise(dataFolder: string, password: string, binaries: PostgresBinaries, user: RunAs | undefined): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  if (user) chownSync(dataFolder, user.uid, user.gid);
  // initdb takes the password from a file only; it lies inside the private folder's sibling for that moment.
  const passwordFile = path.join(tmpdir(), `touchstone-pw-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  try {
    const made = spawnSync(
      binaries.initdb,
      [
        ...["-D", dataFolder, "-U", SUPERUSER, "--pwfile", passwordFile, "-A", "scram-sha-256"],
        ...["-E", "UTF8", "--locale=C", "--no-instructions"],
      ],
      { ...identity(user), env: serverEnv(binaries), cwd: "/", encoding: "utf8" },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message || made.stdout}`);
  } finally {
    unlinkSync(passwordFile);
  }
}

function postmasterPid(dataFolder: string): number | undefined {
  const file = path.join(dataFolder, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** Whether this pid is a server of this data folder: a pid alone may belong to somebody else by now. */
function isServerOf(pid: number, dataFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataFolder);
  } catch {
    return false;
  }
}

/** Stops a server that outlived its keeper, so that a new one can take the folder over. */
export async function stopOrphan(dataFolder: string): Promise<boolean> {
  const pid = postmasterPid(dataFolder);
  if (pid === undefined || !isServerOf(pid, dataFolder)) return false;
  process.kill(pid, "SIGINT");
  const hardAfter = performance.now() + 15_000;
  while (isServerOf(pid, dataFolder)) {
    if (performance.now() > hardAfter) process.kill(pid, "SIGQUIT");
    await delay(50);
  }
  return true;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    // A wrong password never heals by waiting.
    if (error instanceof pg.DatabaseError && error.code === "28P01") {
      throw new Error("PostgreSQL refused the password of this data folder's secrets.json.");
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function lines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let rest = "";
  return (chunk) => {
    const parts = (rest + chunk.toString("utf8")).split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) onLine(line);
  };
}

/** Makes the cluster if it is not there, takes over an orphan of it, starts it and waits until it answers. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { port, password } = options;
  const dataFolder = placeOf(options);
  const user = userFor(dataFolder);
  const binaries = binariesFor(user);
  if (!existsSync(path.join(dataFolder, "PG_VERSION"))) initialise(dataFolder, password, binaries, user);
  await stopOrphan(dataFolder);

  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    // TCP on the loopback only: a socket path below a deep data folder exceeds the kernel's 107 bytes.
    unix_socket_directories: "",
    max_connections: "80",
    shared_buffers: "64MB",
    wal_compression: "on",
    max_wal_size: "512MB",
    timezone: "UTC",
    log_timezone: "UTC",
    password_encryption: "scram-sha-256",
    jit: "off",
    ...options.settings,
  };
  const args = ["-D", dataFolder, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const child: ChildProcess = spawn(binaries.postgres, args, {
    ...identity(user),
    env: serverEnv(binaries),
    cwd: "/",
    // A group of its own: Ctrl-C in the terminal must reach the supervisor only, which stops the database last.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const tail: string[] = [];
  const onLine = (line: string): void => {
    tail.push(line);
    if (tail.length > 20) tail.shift();
    options.onLog?.(line);
  };
  child.stdout?.on("data", lines(onLine));
  child.stderr?.on("data", lines(onLine));
  let over = false;
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  ended.catch(() => undefined);

  const stop = async (): Promise<void> => {
    if (over) return;
    child.kill("SIGINT");
    const hard = setTimeout(() => child.kill("SIGQUIT"), 20_000);
    await ended.catch(() => undefined);
    clearTimeout(hard);
  };

  const url = `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  try {
    while (!(await answers(url))) {
      if (over || performance.now() > giveUpAt) {
        throw new Error(`PostgreSQL did not start:\n${tail.join("\n")}`);
      }
      await delay(40);
    }
    if (child.pid === undefined) throw new Error("PostgreSQL did not start.");
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, dataFolder, url, ended, stop };
}
