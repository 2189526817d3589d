/** A site in front of an honest index that changes answers on their way: what an index that lies would serve. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Served = { status: number; body: Buffer };
/** Gives the answer to serve for a path with its query. */
export type Lie = (path: string, honest: Served) => Served;

export const honest: Lie = (_path, served) => served;

/** A lie about the JSON of the answers whose path begins so. */
export function aboutJson(prefix: string, change: (value: Record<string, unknown>) => unknown): Lie {
  return (path, served) => {
    if (!path.startsWith(prefix) || served.status !== 200) return served;
    const value: Record<string, unknown> = JSON.parse(served.body.toString("utf8"));
    return { ...served, body: Buffer.from(JSON.stringify(change(value))) };
  };
}

export class LyingSite {
  lie: Lie = honest;
  readonly #server: Server;

  private constructor(target: string) {
    this.#server = createServer((request, response) => {
      const path = request.url ?? "/";
      void fetch(`${target}${path}`).then(async (answer) => {
        const told = this.lie(path, { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) });
        const nonce = answer.headers.get("touchstone-part-nonce");
        response.writeHead(told.status, nonce === null ? {} : { "Touchstone-Part-Nonce": nonce });
        response.end(told.body);
      });
    });
  }

  static async open(target: string): Promise<LyingSite> {
    const site = new LyingSite(target);
    await new Promise<void>((resolve) => site.#server.listen(0, "127.0.0.1", resolve));
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
