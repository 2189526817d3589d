/** Finding ports on the loopback. */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the range from which Linux takes ports for outgoing connections, each of which keeps its port for a minute after its
 * end. What is given here is bound a moment later, and again by a server that was killed.
 */
const FIRST_GIVEN = 20_000;
const LAST_GIVEN = 26_000;

/** Whether a server can bind the port now. */
async function canBind(port: number): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `first` on. Errors: none free among a hundred. */
export async function freePortFrom(first: number): Promise<number> {
  for (let port = first; port < first + 100 && port <= 65_535; port += 1) {
    if (await canBind(port)) return port;
  }
  throw new Error(`No free port from ${first} on.`);
}

/** Any free port: one that no outgoing connection takes before it is bound. */
export async function freePort(): Promise<number> {
  return freePortFrom(randomInt(FIRST_GIVEN, LAST_GIVEN));
}
