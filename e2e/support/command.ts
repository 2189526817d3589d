/** Runs a `touchstone` command as a user does, with a home folder of its own. */
import { spawn } from "node:child_process";

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

export async function touchstone(home: string, ...args: string[]): Promise<Ran> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, HOME: home, TOUCHSTONE_HOME: home, NO_COLOR: "1" };
  const child = spawn(process.execPath, ["lib/cli/touchstone.ts", ...args], {
    env: { NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    output.out += chunk.toString("utf8");
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output.err += chunk.toString("utf8");
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, ...output };
}
