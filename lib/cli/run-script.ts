/** Runs a script of the server as a process of its own: it says one JSON object a line, the last one is its answer. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { CliError } from "./cli-error.ts";
import type { Io } from "./command.ts";

/** Ends the script when the user stops. Errors: CliError with what the script complained of. */
export async function runScript(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  io: Io,
): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [script, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => child.kill("SIGTERM");
  io.signal.addEventListener("abort", stop);
  try {
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => {
      complaint += chunk.toString("utf8");
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    let last: Record<string, unknown> = {};
    for await (const line of createInterface({ input: child.stdout })) {
      last = JSON.parse(line);
      if (last.event === "progress") io.err(`${last.size} of ${last.of} entries`);
    }
    if ((await ended) !== 0) throw new CliError(complaint.trim() || "It was stopped.");
    return last;
  } finally {
    io.signal.removeEventListener("abort", stop);
  }
}
