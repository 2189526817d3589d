/** A lock file that names its owner's process. A lock whose owner is gone is healed, also when its pid was given anew. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";

const LockFile = z.object({ pid: z.number().int(), startedAt: z.string() });
type LockFile = z.infer<typeof LockFile>;

export type LockResult =
  | { readonly ok: true; readonly release: () => void }
  | { readonly ok: false; readonly pid: number };

/**
 * When a process started, in the kernel's ticks since boot (Linux); "" where that is unknown, "gone" when it is gone. One
 * that has ended and was not yet waited for by its parent ("zombie") is gone: in a container it may stay for ever.
 */
function startOf(pid: number): string {
  try {
    // Fields 3 and 22 of proc(5) stat; the second field is a name in parentheses that may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "gone" : (fields[19] ?? "");
  } catch {
    try {
      process.kill(pid, 0);
      return "";
    } catch (error) {
      return error instanceof Error && "code" in error && error.code === "EPERM" ? "" : "gone";
    }
  }
}

function read(file: string): LockFile | undefined {
  try {
    return LockFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** The living owner of a lock file, if there is one. */
export function lockOwner(file: string): number | undefined {
  const lock = read(file);
  return lock !== undefined && startOf(lock.pid) === lock.startedAt ? lock.pid : undefined;
}

/** Takes the lock or answers who holds it. */
export function takeLock(file: string): LockResult {
  const own: LockFile = { pid: process.pid, startedAt: startOf(process.pid) };
  const candidate = `${file}.${process.pid}`;
  writeFileSync(candidate, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      try {
        // A hard link is there with its whole content or not at all.
        linkSync(candidate, file);
        return { ok: true, release: () => read(file)?.pid === process.pid && rmSync(file, { force: true }) };
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      }
      const owner = lockOwner(file);
      if (owner !== undefined) return { ok: false, pid: owner };
      moveAside(file, candidate);
    }
  } finally {
    rmSync(candidate, { force: true });
  }
}

/** Removes a stale lock; if another process healed it in the same moment, its fresh lock is put back. */
function moveAside(file: string, candidate: string): void {
  const aside = `${candidate}.stale`;
  try {
    renameSync(file, aside);
    if (lockOwner(aside) !== undefined) linkSync(aside, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EEXIST")))
      throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
