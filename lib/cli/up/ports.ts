/** Finding ports on the loopback. */
import { createServer } from "node:net";

/** Whether a server can bind the port now; port 0 answers with one that the kernel gives. */
async function tryBind(port: number): Promise<number | undefined> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}

/** The first free port from `first` on. Errors: none free among a hundred. */
export async function freePortFrom(first: number): Promise<number> {
  for (let port = first; port < first + 100 && port <= 65_535; port += 1) {
    const bound = await tryBind(port);
    if (bound !== undefined) return bound;
  }
  throw new Error(`No free port from ${first} on.`);
}

/** Any free port. */
export async function freePort(): Promise<number> {
  return freePortFrom(0);
}
