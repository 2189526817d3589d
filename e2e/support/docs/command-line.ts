/**
 * A shell for the documentation's commands. It is bash, but `npm run touchstone --` and `touchstone` are run by one process
 * (command-server.ts) that has their modules: a process for each would take ten times as long. They hear and say the same.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import path from "node:path";

/** Sends the arguments, one a line, then standard input where it is asked for by `-`; prints what comes back. */
const PRELUDE = `
set -eo pipefail
npm() {
  if [ "$1 $2 $3" != "run touchstone --" ]; then echo "not run here: npm $*" >&2; return 99; fi
  shift 3; touchstone "$@"
}
# A refusal of the index is a fault of the page.
curl() { command curl --fail "$@"; }
touchstone() {
  local arg="" input="" code="" out="" err="" line=""
  for arg in "$@"; do if [ "$arg" = "-" ]; then input=$(base64 -w0); fi; done
  exec {line}<>/dev/tcp/127.0.0.1/$DOCS_PORT
  printf '%s\\n' "$DOCS_STAYS" "$#" "$@" "$input" >&$line
  read -r code <&$line; read -r out <&$line || true; read -r err <&$line || true
  exec {line}>&-
  base64 -d <<< "$out"; base64 -d <<< "$err" >&2
  return $code
}
`;

export type Ended = { readonly code: number; readonly said: string };

type Env = Readonly<Record<string, string>>;

export class CommandLine {
  readonly #server: ChildProcess;
  readonly #env: Env;
  readonly #folder: string;

  private constructor(server: ChildProcess, folder: string, env: Env) {
    this.#server = server;
    this.#folder = folder;
    this.#env = env;
  }

  /** `folder`: where its user stands. `env`: what the shell and the commands see. */
  static async open(folder: string, env: Env): Promise<CommandLine> {
    const { PATH = "" } = process.env;
    const own = { NODE_ENV: "production" as const, PATH, NO_COLOR: "1", ...env };
    const server = fork(path.join(import.meta.dirname, "command-server.ts"), { cwd: folder, env: own, execArgv: [] });
    const { port } = (await told(server)) as { port: number };
    return new CommandLine(server, folder, { ...own, DOCS_PORT: `${port}` });
  }

  /** Runs a script to its end. `stays`: its command goes on until {@link endStaying}, and is left at the first line that it says. */
  async run(script: string, stays: boolean): Promise<Ended> {
    const env = { NODE_ENV: "production" as const, ...this.#env, DOCS_STAYS: stays ? "yes" : "no" };
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const child = spawn("bash", ["-c", `${PRELUDE}${script}`], { cwd: this.#folder, env, stdio: [...stdio] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        said += chunk.toString("utf8");
      });
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (ended) => resolve(ended ?? -1));
    });
    return { code, said };
  }

  /** Ends what stayed, as Ctrl-C would, and waits for it. */
  async endStaying(): Promise<void> {
    this.#server.send("end");
    await told(this.#server);
  }

  close(): void {
    this.#server.disconnect();
  }
}

function told(server: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("The process of the commands ended."));
    server.once("exit", onExit);
    server.once("message", (message) => {
      server.off("exit", onExit);
      resolve(message);
    });
  });
}
