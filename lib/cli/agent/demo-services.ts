/** The services of the market that a demonstration and its neighbours know, answering on this machine. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { DemoNeighbours } from "#lib/contract/demonstration.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";

export type DemoServices = { readonly addresses: ReadonlyMap<string, URL>; readonly stop: () => void };

/**
 * Each on a port of its own. They sell their tokens themselves: of the instance nothing is asked here. `clock`: dates what they sign,
 * since what they promise was said in its time.
 */
export async function startDemoServices(
  { services }: Pick<DemoNeighbours, "services">,
  source: Source,
  clock: Clock,
): Promise<DemoServices> {
  const service = await serviceOf(source);
  const servers: Server[] = [];
  const addresses = new Map<string, URL>();
  for (const { provider, key, lies } of services) {
    const responder = identityOfSeed(base64UrlDecode(key) ?? new Uint8Array());
    const lie = { rate: 1, kind: "wrong" as const, dice: () => 0 };
    const offering = { source, service, responder, instance: responder, clock };
    const server = providerServer(lies ? { ...offering, lies: lie } : offering);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(0, "127.0.0.1", resolve);
    });
    servers.push(server);
    addresses.set(provider, new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  }
  return {
    addresses,
    stop: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
