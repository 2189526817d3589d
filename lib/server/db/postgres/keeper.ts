/** Starts postgres/main.ts as a child: the server then ends with this process, also when this process is killed. */
import { fork } from "node:child_process";
import { openSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { codeCacheEnv } from "#lib/platform/node-code-cache.ts";
import { SUPERUSER } from "./cluster.ts";

export type KeptCluster = {
  /** Superuser URL on database `postgres`. */
  readonly url: string;
  readonly keeperPid: number;
  readonly serverPid: number;
  readonly stop: () => Promise<void>;
};

export type KeepOptions = {
  /** Where postgres.log goes. */
  readonly folder: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly password: string;
  readonly settings?: Readonly<Record<string, string>>;
};

const MAIN = path.join(path.dirname(fileURLToPath(import.meta.url)), "main.ts");

export async function startKeptCluster(options: KeepOptions): Promise<KeptCluster> {
  const log = openSync(path.join(options.folder, "postgres.log"), "a");
  const child = fork(MAIN, [], {
    env: {
      NODE_ENV: "production",
      ...codeCacheEnv(),
      PATH: process.env.PATH,
      TOUCHSTONE_PG_DATA: options.dataFolder,
      TOUCHSTONE_PG_PORT: String(options.port),
      TOUCHSTONE_PG_PASSWORD: options.password,
      TOUCHSTONE_PG_SETTINGS: JSON.stringify(options.settings ?? {}),
    },
    execArgv: [],
    stdio: ["ignore", "ignore", log, "ipc"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const serverPid = await new Promise<number>((resolve, reject) => {
    child.once("message", (message) => {
      if (typeof message === "object" && "pid" in message && typeof message.pid === "number") resolve(message.pid);
    });
    child.once("exit", () => reject(new Error(`PostgreSQL did not start; see ${options.folder}/postgres.log`)));
  });
  return {
    url: `postgres://${SUPERUSER}:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/postgres`,
    keeperPid: child.pid ?? 0,
    serverPid,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
