/**
 * Where tests put their files. They make and drop databases and sync stores without end, and none of them takes the power
 * away, so that memory keeps for them all that a disk would: it is taken where there is enough of it.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { freemem } from "node:os";
import path from "node:path";

const MEMORY = "/dev/shm";
const NAME = /^touchstone-tests-(\d+)-/;
/** What two fault tests and the unit tests hold at once, or an index and two browsers, is below 1 GiB. */
const FREE_BYTES = 3 * 1024 ** 3;

/**
 * Makes a folder in memory the temporary folder of this process and of all that it starts, until it ends. Leaves things as
 * they are where TMPDIR is given, or where memory cannot be used so.
 */
export function putTestsInMemory(): void {
  if (process.env.TMPDIR !== undefined || !isUsable()) return;
  removeLeft();
  const folder = mkdtempSync(path.join(MEMORY, `touchstone-tests-${process.pid}-`));
  // The database's user passes through.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}

/** Linux's memory file system, from which programs may be run, with room in it and in memory. */
function isUsable(): boolean {
  try {
    const mount = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .find(([, at]) => at === MEMORY);
    const [, , type, options = ""] = mount ?? [];
    if (type !== "tmpfs" || options.split(",").includes("noexec")) return false;
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= FREE_BYTES && freemem() >= FREE_BYTES;
  } catch {
    return false;
  }
}

/** What runs left that were killed: unlike a disk's, this room is missed. */
function removeLeft(): void {
  for (const name of readdirSync(MEMORY)) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(path.join(MEMORY, name), { recursive: true, force: true });
    } catch {
      // Another run removes it, too, or something of its run still stands in it: the next one finds it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
