/** A file system of a few megabytes that a test can fill: tmpfs, where mounting is permitted. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Why no small disk can be made here, or undefined when one can. */
export function whyNoSmallDisk(): string | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-mount-"));
  const mounted = mount(folder, 1);
  if (mounted === undefined) unmount(folder);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}

export class SmallDisk {
  readonly folder: string;

  /** Mounts at a folder, which is made. Throws where {@link whyNoSmallDisk} has a reason. */
  constructor(folder: string, mebibytes: number) {
    mkdirSync(folder, { recursive: true });
    const failed = mount(folder, mebibytes);
    if (failed !== undefined) throw new Error(failed);
    this.folder = folder;
  }

  /** Takes all room but `leftBytes`. */
  fill(leftBytes = 0): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.#ballast, Buffer.alloc(Math.max(0, bavail * bsize - leftBytes)));
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  remove(): void {
    unmount(this.folder);
  }

  get #ballast(): string {
    return path.join(this.folder, "ballast");
  }
}

function mount(folder: string, mebibytes: number): string | undefined {
  const ran = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=700`, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (ran.status === 0) return undefined;
  return `A small file system cannot be mounted here: ${(ran.stderr || ran.error?.message || "no reason given").trim()}`;
}

function unmount(folder: string): void {
  // Lazily: a process that is being ended may still hold a file open.
  spawnSync("umount", ["-l", folder]);
}
