/** Builds the Go verifier into a temporary folder, where the machine has what it needs for that. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The verifier's program file, or one sentence that says what is missing. */
export type Build = { program: string } | { missing: string };

let build: Promise<Build> | undefined;

/** Builds once in a process; the folder goes when the process ends. Throws when the source does not compile. */
export function buildOutsideCheck(): Promise<Build> {
  build ??= buildNow();
  return build;
}

async function buildNow(): Promise<Build> {
  const goPath = await answerOf("go", ["env", "GOPATH"]);
  if (goPath === undefined) return { missing: "Go is not installed (Debian: golang-go)." };
  const source = await sourceFolder(goPath);
  if (source === undefined) {
    return { missing: "Go's golang.org/x/mod is not in GOPATH (Debian: golang-golang-x-mod-dev)." };
  }
  const folder = mkdtempSync(join(tmpdir(), "outside-check-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "outside-check");
  // GOPATH mode: the sources that the machine has, no module download.
  const env = { ...process.env, GO111MODULE: "off", GOFLAGS: "", GOPATH: source };
  await run("go", ["build", "-o", program, "."], { cwd: fileURLToPath(new URL(".", import.meta.url)), env });
  return { program };
}

/** The GOPATH entry that holds x/mod: one of Go's own, or where Debian's package says that it put the files. */
async function sourceFolder(goPath: string): Promise<string | undefined> {
  const packaged = await answerOf("dpkg", ["-L", "golang-golang-x-mod-dev"]);
  const marker = join("src", "golang.org", "x", "mod", "sumdb", "tlog");
  const fromPackage = (packaged ?? "").split("\n").filter((path) => path.endsWith(sep + marker));
  const candidates = [...goPath.split(delimiter), ...fromPackage.map((path) => path.slice(0, -marker.length - 1))];
  return candidates.find((candidate) => candidate !== "" && existsSync(join(candidate, marker)));
}

/** Trimmed standard output, or undefined when the command is missing or fails. */
async function answerOf(command: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run(command, args)).stdout.trim();
  } catch {
    return undefined;
  }
}
