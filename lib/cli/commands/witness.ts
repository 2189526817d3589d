/** `touchstone witness`: runs a witness for other logs (C2SP tlog-witness), with a key of its own, until Ctrl-C. */
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { formatVkey, isKeyName } from "#lib/log/vkey.ts";
import { codeCacheEnv } from "#lib/platform/node-code-cache.ts";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { writeDurably } from "../data-folder.ts";
import { takeLock } from "../process-lock.mjs";
import { loadKey } from "../up/founding.ts";
import { readWitnessPolicy } from "../up/read-witness-policy.ts";

const MAIN = "lib/server/witness/main.ts";
const LEASH = path.join(import.meta.dirname, "../up/leash.mjs");

type Settings = { policy: string; data: string; name: string; port: string; listen: string };

function settingsOf(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      policy: { type: "string" },
      data: { type: "string" },
      name: { type: "string" },
      port: { type: "string", default: "4190" },
      listen: { type: "string", default: "127.0.0.1" },
    },
  });
  const { policy, data, name, port, listen } = values;
  if (policy === undefined) throw new UsageError("--policy names the file with the logs to witness.");
  if (data === undefined) throw new UsageError("--data names the folder for the key and the heads.");
  if (name === undefined || !isKeyName(name)) {
    throw new UsageError("--name is the witness's key name: your host and a path, without spaces and without +.");
  }
  if (!/^\d{1,5}$/.test(port)) throw new UsageError(`--port ${port}: a number from 0 to 65535.`);
  return { policy, data, name, port, listen };
}

function fromCaller(place: string): string {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), place);
}

export const witness: Command = {
  summary: "Witness other logs: cosign each head that extends the one before, and nothing else.",
  usage: "touchstone witness --policy FILE --data DIR --name NAME [--port N] [--listen ADDRESS]",
  async run(args, io) {
    const settings = settingsOf(args);
    const policyFile = fromCaller(settings.policy);
    const { policy } = readWitnessPolicy(policyFile, "--policy");
    if (policy.logs.length === 0) throw new UsageError(`--policy ${settings.policy} has no log line.`);
    const folder = fromCaller(settings.data);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = takeLock(path.join(folder, "lock"));
    if (!lock.ok) throw new CliError(`${folder} is in use by process ${lock.pid}.`);
    try {
      const keyFile = path.join(folder, "key.json");
      const { publicKey } = loadKey(keyFile, "witness", (bytes) => new Uint8Array(randomBytes(bytes)));
      const vkey = formatVkey({ name: nameOf(folder, settings.name), type: "cosignature/v1", publicKey });
      return await serve(settings, { keyFile, policyFile, store: path.join(folder, "heads"), vkey }, io);
    } finally {
      lock.release();
    }
  },
};

/** A witness has one name for ever: another name is another witness, whose cosignatures nobody's policy knows. */
function nameOf(folder: string, name: string): string {
  const file = path.join(folder, "name");
  const before = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (before !== undefined && before !== name) throw new UsageError(`The witness in ${folder} is named ${before}.`);
  if (before === undefined) writeDurably(file, name, 0o644);
  return name;
}

async function serve(
  settings: Settings,
  { keyFile, policyFile, store, vkey }: { keyFile: string; policyFile: string; store: string; vkey: string },
  io: Io,
): Promise<number> {
  const child = fork(MAIN, [], {
    execArgv: ["--import", LEASH],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      NODE_ENV: "production",
      ...codeCacheEnv(),
      PATH: process.env.PATH,
      LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
      TOUCHSTONE_WITNESS_KEY: keyFile,
      TOUCHSTONE_WITNESS_NAME: settings.name,
      TOUCHSTONE_WITNESS_POLICY: policyFile,
      TOUCHSTONE_WITNESS_STORE: store,
      TOUCHSTONE_PORT: settings.port,
      TOUCHSTONE_LISTEN: settings.listen,
    },
  });
  const stop = () => child.kill("SIGTERM");
  io.signal.addEventListener("abort", stop);
  child.on("message", (message) => {
    const port = typeof message === "object" && "port" in message ? message.port : settings.port;
    const url = `http://${settings.listen}:${port}`;
    io.out(io.json ? JSON.stringify({ vkey, url }) : `witness ${settings.name.split("/")[0]} ${vkey} ${url}`);
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  io.signal.removeEventListener("abort", stop);
  if (code !== 0) throw new CliError("The witness ended.");
  return EXIT.ok;
}
