/** For tests: a server over TLS on a loopback address, and names that lead wherever the test says. */
import type { RequestListener } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Resolve } from "./resolver.ts";
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from "./test-certificate.ts";

export type TestHttps = {
  readonly port: number;
  /** Connections that were ever made to it, answered or not. */
  connections: number;
  readonly asked: string[];
  close(): Promise<void>;
};

/** Serves the names of the test certificate. */
export async function startHttps(listener: RequestListener, address = "127.0.0.1", port = 0): Promise<TestHttps> {
  const asked: string[] = [];
  const server: Server = createServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, (request, response) => {
    asked.push(request.url ?? "");
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  const made: TestHttps = {
    port: (server.address() as AddressInfo).port,
    connections: 0,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  server.on("connection", () => {
    made.connections += 1;
  });
  return made;
}

/** Names to addresses; what is not named leads nowhere. `asked` counts the questions of each name. */
export function testNames(names: Readonly<Record<string, readonly string[] | ((nth: number) => readonly string[])>>) {
  const asked = new Map<string, number>();
  const resolve: Resolve = async (hostname) => {
    const nth = asked.get(hostname) ?? 0;
    asked.set(hostname, nth + 1);
    const found = names[hostname];
    return typeof found === "function" ? found(nth) : (found ?? []);
  };
  return { resolve, asked };
}
