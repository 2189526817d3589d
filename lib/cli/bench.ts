/** `npm run bench -- <name> [arguments]`: runs bench/<name>.ts; without a name, lists them. */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";

const names = globSync("bench/*.ts")
  .map((file) => path.basename(file, ".ts"))
  .filter((name) => !name.endsWith(".test"))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  if (name !== undefined) process.stderr.write(`There is no benchmark "${name}".\n`);
  process.stdout.write(`npm run bench -- <name>\n\n${names.map((each) => `  ${each}`).join("\n")}\n`);
  process.exitCode = name === undefined ? 0 : 2;
} else {
  const child = spawn(process.execPath, [`bench/${name}.ts`, ...args], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  child.once("exit", (code) => process.exit(code ?? 1));
}
