// @ts-check
/**
 * A lock file that names its owner's process. A lock whose owner is gone is healed, also when its pid was given anew. Plain
 * JavaScript for any Node ≥ 20: the door of the npm scripts takes it before anything is installed.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** @typedef {{ readonly pid: number, readonly startedAt: string }} Owner */
/** @typedef {{ readonly ok: true, readonly release: () => void } | { readonly ok: false, readonly pid: number }} LockResult */

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && "code" in error ? error.code : undefined);

/**
 * When a process started, in the kernel's ticks since boot (Linux); "" where that is unknown, "gone" when it is gone. One
 * that has ended and was not yet waited for by its parent ("zombie") is gone: in a container it may stay for ever.
 * @param {number} pid
 */
function startOf(pid) {
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
      return codeOf(error) === "EPERM" ? "" : "gone";
    }
  }
}

/**
 * Who wrote a lock file, "damaged" when nobody can tell; undefined where there is none. Errors: it cannot be read.
 * @param {string} file @returns {Owner | "damaged" | undefined}
 */
function read(file) {
  /** @type {string} */
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    const { pid, startedAt } = JSON.parse(text);
    return Number.isInteger(pid) && typeof startedAt === "string" ? { pid, startedAt } : "damaged";
  } catch {
    return "damaged";
  }
}

/**
 * Where it cannot be told when that process started (it is another user's, and hidden), the lock is taken for its own.
 * @param {Owner | "damaged" | undefined} lock @returns {lock is Owner}
 */
const lives = (lock) => typeof lock === "object" && ["", lock.startedAt].includes(startOf(lock.pid));

/** The living owner of a lock file, if there is one. @param {string} file @returns {number | undefined} */
export function lockOwner(file) {
  try {
    const lock = read(file);
    return lives(lock) ? lock.pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes the lock or answers who holds it, or who is about to. Errors: the folder cannot be written, or the lock not read.
 * @param {string} file @returns {LockResult}
 */
export function takeLock(file) {
  const candidate = `${file}.${process.pid}`;
  // One that was killed under our pid may have left it linked to the lock.
  rmSync(candidate, { force: true });
  writeFileSync(candidate, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) }));
  try {
    for (;;) {
      try {
        // A hard link is there with its whole content or not at all.
        linkSync(candidate, file);
        return { ok: true, release: () => release(file) };
      } catch (error) {
        if (codeOf(error) !== "EEXIST") throw error;
      }
      const lock = read(file);
      if (lives(lock)) return { ok: false, pid: lock.pid };
      if (lock === undefined) continue;
      const busy = removeStale(file);
      if (busy !== undefined) return { ok: false, pid: busy };
    }
  } finally {
    rmSync(candidate, { force: true });
  }
}

/**
 * Two that find the same stale lock would each remove what the other put in its place: one at a time looks again and removes.
 * That turn is a lock itself, healed in the same way. Answers who has the turn when it is another.
 * @param {string} file @returns {number | undefined}
 */
function removeStale(file) {
  const turn = takeLock(`${file}.healing`);
  if (!turn.ok) return turn.pid;
  try {
    const lock = read(file);
    if (lock !== undefined && !lives(lock)) rmSync(file, { force: true });
    return undefined;
  } finally {
    turn.release();
  }
}

/** Not another's that took the place of ours. @param {string} file */
function release(file) {
  const lock = read(file);
  if (typeof lock === "object" && lock.pid === process.pid) rmSync(file, { force: true });
}
