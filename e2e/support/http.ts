/** Plain requests over kept connections, so that a load generator measures the server and not itself. */
import { Agent, request } from "node:http";

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};

/** Longer than the server's own limit for a request. */
const ANSWER_MS = 35_000;

class ClosedMeanwhile extends Error {}

export class HttpClient {
  readonly #agent: Agent;

  constructor(maxSockets = Number.POSITIVE_INFINITY) {
    this.#agent = new Agent({ keepAlive: true, maxSockets });
  }

  get(url: string): Promise<Answer> {
    return this.#sendKept(url, "GET");
  }

  /** What is sent may arrive twice, as a signed statement may: it is recorded once. */
  post(url: string, body: Uint8Array): Promise<Answer> {
    return this.#sendKept(url, "POST", body);
  }

  close(): void {
    this.#agent.destroy();
  }

  /** A kept connection may be closed by the server in the moment in which it is used again: then once more, on a new one. */
  async #sendKept(url: string, method: string, body?: Uint8Array): Promise<Answer> {
    try {
      return await this.#send(url, method, body, this.#agent);
    } catch (error) {
      if (!(error instanceof ClosedMeanwhile)) throw error;
      return await this.#send(url, method, body, false);
    }
  }

  /** Rejects when there is no whole answer: refused, cut, or too late. */
  #send(url: string, method: string, body: Uint8Array | undefined, agent: Agent | false): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers =
        body === undefined ? {} : { "content-type": "application/json", "content-length": String(body.length) };
      const sent = request(url, { agent, method, headers, timeout: ANSWER_MS }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("aborted", () => reject(new Error("The answer was cut.")));
        response.once("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      sent.once("error", (error: NodeJS.ErrnoException) =>
        reject(sent.reusedSocket && error.code === "ECONNRESET" ? new ClosedMeanwhile(error.message) : error),
      );
      sent.once("timeout", () => sent.destroy(new Error(`No answer within ${ANSWER_MS / 1000} s.`)));
      sent.end(body);
    });
  }
}

export function jsonOf(answer: Answer): unknown {
  return JSON.parse(answer.body.toString("utf8"));
}
