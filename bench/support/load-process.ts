/** Starts the load generator and gives it jobs. */
import { type ChildProcess, fork } from "node:child_process";
import path from "node:path";
import type { Job, Measured } from "./generator.ts";

export class LoadProcess {
  readonly #child: ChildProcess = fork(path.join(import.meta.dirname, "generator.ts"), {
    execArgv: [],
    serialization: "advanced",
  });

  run(job: Job): Promise<Measured> {
    return new Promise((resolve, reject) => {
      this.#child.once("message", (answer: Measured | { error: string }) => {
        if ("error" in answer) reject(new Error(`The load generator failed: ${answer.error}`));
        else resolve(answer);
      });
      this.#child.send(job);
    });
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** A request as it goes over the wire. `own`: lines of the head beside what all have. */
export function requestText(method: "GET" | "POST", url: string, body?: string, own: readonly string[] = []): string {
  const { host, pathname, search } = new URL(url);
  const head = [`${method} ${pathname}${search} HTTP/1.1`, `Host: ${host}`, "Connection: keep-alive", ...own];
  if (body !== undefined) head.push("Content-Type: application/json", `Content-Length: ${Buffer.byteLength(body)}`);
  return `${head.join("\r\n")}\r\n\r\n${body ?? ""}`;
}

export function portOf(url: string): number {
  return Number(new URL(url).port);
}
