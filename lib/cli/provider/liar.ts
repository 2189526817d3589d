/**
 * The service of a demonstration that lies: `node lib/cli/provider/liar.ts`. The same server as `touchstone provider --free
 * --lie wrong`, with the key and the promise of a provider of the invented world, dated by the demonstration's clock. Tells its
 * parent `{event:"ready"}` when it serves.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { demoWorldSchema } from "#lib/contract/demonstration.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { sourceOfPromise } from "../definition/source-of-promise.ts";
import { providerServer } from "./serve.ts";
import { serviceOf } from "./services.ts";

/** A visitor calls once or twice. */
const MOST_CONNECTIONS = 20;

const env = z
  .object({ TOUCHSTONE_DEMO: z.string(), TOUCHSTONE_CLOCK: z.string(), TOUCHSTONE_PORT: z.coerce.number().int() })
  .parse(process.env);
const demo = z.object({ world: demoWorldSchema }).parse(JSON.parse(readFileSync(env.TOUCHSTONE_DEMO, "utf8")));

const { liar } = demo.world;
const source = sourceOfPromise(liar.promised);
const responder = identityOfSeed(base64UrlDecode(liar.key) ?? new Uint8Array());
const server = providerServer({
  source,
  service: await serviceOf(source),
  responder,
  // It sells no tokens.
  instance: responder,
  isFree: true,
  clock: processClock(env.TOUCHSTONE_CLOCK),
  lies: { rate: 1, kind: "wrong", dice: () => 0 },
});
server.maxConnections = MOST_CONNECTIONS;
server.once("error", (error) => {
  process.stderr.write(`port ${env.TOUCHSTONE_PORT} cannot be served: ${error.message}\n`);
  process.exit(1);
});
server.listen(env.TOUCHSTONE_PORT, "127.0.0.1", () => process.send?.({ event: "ready" }));

function stop(): void {
  server.close(() => process.exit(0));
  server.closeAllConnections();
}
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, stop);
process.on("disconnect", stop);
