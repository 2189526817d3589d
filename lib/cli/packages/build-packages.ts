/**
 * The agent, the log core and the middleware of providers as npm packages for use elsewhere: each one file of JavaScript with everything in it, its types, an
 * example. `npm run build -- packages` packs them; they install without a network, since they need nothing.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { CliError } from "../cli-error.ts";

export const PACKAGES = ["agent", "log", "provider"] as const;
type PackageName = (typeof PACKAGES)[number];

/** Writes a tarball of each into the folder, and answers their paths. Errors: `CliError` where the sources do not bundle. */
export async function buildPackages(root: string, out: string): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const packed: string[] = [];
  for (const name of PACKAGES) {
    const folder = mkdtempSync(path.join(tmpdir(), `touchstone-${name}-`));
    try {
      packed.push(await packOne(root, name, folder, out));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return packed;
}

async function packOne(root: string, name: PackageName, folder: string, out: string): Promise<string> {
  const source = path.join(root, "lib/cli/packages", name);
  for (const file of ["README.md", "types.d.ts"]) copyFileSync(path.join(source, file), path.join(folder, file));
  // Here it would import a package that does not exist yet.
  copyFileSync(path.join(source, "example.mjs.txt"), path.join(folder, "example.mjs"));
  for (const file of ["LICENSE", "NOTICE"]) copyFileSync(path.join(root, file), path.join(folder, file));
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const own = JSON.parse(readFileSync(path.join(source, "manifest.json"), "utf8"));
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify({ ...own, version }, null, 2)}\n`);
  writeFileSync(path.join(folder, "index.js"), await bundle(root, path.join(source, "entry.ts")));
  const args = ["pack", folder, "--pack-destination", out, "--json", "--offline", "--ignore-scripts"];
  const [tarball] = JSON.parse(execFileSync("npm", args, { encoding: "utf8" }));
  return path.join(out, tarball.filename);
}

async function bundle(root: string, input: string): Promise<string> {
  const { rolldown } = await import("rolldown");
  const build = await rolldown({ input, cwd: root, platform: "node", logLevel: "warn" });
  try {
    const { output } = await build.generate({ format: "esm", sourcemap: false, codeSplitting: false });
    const [chunk, ...more] = output;
    const outside = chunk.imports.filter((name) => !isBuiltin(name));
    if (more.length > 0 || outside.length > 0)
      throw new CliError(`${input} needs more than itself: ${outside.join(", ")}`);
    return chunk.code;
  } finally {
    await build.close();
  }
}
