/**
 * Durable file operations for the second store. What a call wrote is on disk when it resolves: file data and size are
 * synced, and after creating a name so is every folder up to the root.
 */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";

/** Paths are relative to the store, with slashes. Errors are Node's (`code` ENOSPC when the disk is full). */
export type StoreFiles = {
  /** Undefined when there is no such file. */
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
  /** Writes at a byte offset; makes file and folders when missing. */
  readonly writeAt: (file: string, offset: number, bytes: Uint8Array) => Promise<void>;
  /** Bytes at an offset; shorter than `length` when the file ends before. */
  readonly readAt: (file: string, offset: number, length: number) => Promise<Uint8Array>;
  /** Length in bytes, 0 for a missing file. */
  readonly lengthOf: (file: string) => Promise<number>;
  /** Appends and returns the offset where the bytes begin. */
  readonly append: (file: string, bytes: Uint8Array) => Promise<number>;
  /** Makes a file with its whole content in one step; false when the name is taken. */
  readonly createExclusive: (file: string, bytes: Uint8Array) => Promise<boolean>;
  /** Gives a file another content in one step: a crash leaves the old one or the new one. */
  readonly replace: (file: string, bytes: Uint8Array) => Promise<void>;
  /** Names in a folder, none when it is missing. */
  readonly list: (folder: string) => Promise<string[]>;
  readonly remove: (file: string) => Promise<void>;
  readonly freeBytes: () => Promise<number>;
};

/** Parts with their nonces are private: everything in the store is for its owner only. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** Ending of a file that {@link StoreFiles.createExclusive} or `replace` has not named yet; what a crash leaves may be removed. */
export const DRAFT = ".draft";

/** The store in a folder of a local disk. Creates the folder. */
export async function diskFiles(root: string): Promise<StoreFiles> {
  await mkdir(root, { recursive: true, mode: FOLDER_MODE });
  const at = (file: string) => path.join(root, ...file.split("/"));

  async function syncFolders(file: string): Promise<void> {
    for (let folder = path.dirname(at(file)); ; folder = path.dirname(folder)) {
      await withFile(folder, constants.O_RDONLY, (handle) => handle.sync());
      if (folder === path.resolve(root) || folder === path.dirname(folder)) return;
    }
  }

  /** `name`: must the file's name be on disk too, or only its bytes. */
  async function openToWrite<T>(
    file: string,
    name: "lasting" | "passing",
    use: (handle: FileHandle) => Promise<T>,
  ): Promise<T> {
    const flags = constants.O_RDWR;
    try {
      return await withFile(at(file), flags, use);
    } catch (error) {
      if (codeOf(error) !== "ENOENT") throw error;
    }
    await mkdir(path.dirname(at(file)), { recursive: true, mode: FOLDER_MODE });
    const value = await withFile(at(file), flags | constants.O_CREAT, use);
    if (name === "lasting") await syncFolders(file);
    return value;
  }

  return {
    read: async (file) => {
      try {
        return await readFile(at(file));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        throw error;
      }
    },
    writeAt: (file, offset, bytes) =>
      openToWrite(file, "lasting", async (handle) => {
        await writeAll(handle, bytes, offset);
        await handle.datasync();
      }),
    readAt: async (file, offset, length) => {
      try {
        return await withFile(at(file), constants.O_RDONLY, (handle) => readAll(handle, offset, length));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return new Uint8Array();
        throw error;
      }
    },
    lengthOf: async (file) => {
      try {
        return (await stat(at(file))).size;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return 0;
        throw error;
      }
    },
    append: (file, bytes) =>
      openToWrite(file, "lasting", async (handle) => {
        const { size } = await handle.stat();
        await writeAll(handle, bytes, size);
        await handle.datasync();
        return size;
      }),
    createExclusive: async (file, bytes) => {
      // A link appears whole or not at all, and refuses a name that is taken: the compare-and-swap of a file system.
      const draft = `${file}.${randomUUID()}${DRAFT}`;
      await openToWrite(draft, "passing", async (handle) => {
        await writeAll(handle, bytes, 0);
        await handle.datasync();
      });
      try {
        await link(at(draft), at(file));
      } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw error;
      } finally {
        await rm(at(draft), { force: true });
      }
      await syncFolders(file);
      return true;
    },
    replace: async (file, bytes) => {
      const draft = `${file}.${randomUUID()}${DRAFT}`;
      await openToWrite(draft, "passing", async (handle) => {
        await writeAll(handle, bytes, 0);
        await handle.datasync();
      });
      await rename(at(draft), at(file));
      await syncFolders(file);
    },
    list: async (folder) => {
      try {
        return await readdir(at(folder));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return [];
        throw error;
      }
    },
    remove: (file) => rm(at(file), { force: true }),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
  };
}

/** Node's error code ("ENOSPC"), or undefined. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

async function withFile<T>(file: string, flags: number, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags, FILE_MODE);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, offset + written);
    written += bytesWritten;
  }
}

async function readAll(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, offset + read);
    if (bytesRead === 0) return bytes.subarray(0, read);
    read += bytesRead;
  }
  return bytes;
}
