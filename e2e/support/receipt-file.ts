/** Receipts on the client's own disk: what stands here after a crash was acknowledged, whatever became of the server. */
import { type FileHandle, open } from "node:fs/promises";

export class ReceiptFile {
  readonly #handle: FileHandle;
  #lines: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(file: string): Promise<ReceiptFile> {
    return new ReceiptFile(await open(file, "wx"));
  }

  /** Resolves when the line is on disk. Lines that arrive during a write share the next one. */
  append(line: string): Promise<void> {
    this.#lines.push(line);
    this.#next ??= this.#writing.then(() => {
      this.#next = undefined;
      this.#writing = this.#flush();
      return this.#writing;
    });
    return this.#next;
  }

  async #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    await this.#handle.appendFile(`${lines.join("\n")}\n`);
    await this.#handle.datasync();
  }

  async close(): Promise<void> {
    await (this.#next ?? this.#writing);
    await this.#handle.close();
  }
}
