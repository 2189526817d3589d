/** For the browser journeys: one fresh index for the run. TOUCHSTONE_E2E_URL uses one that is already running. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { TEST_CERTIFICATE } from "#lib/server/fetch/test-certificate.ts";
import { startDns } from "#lib/server/fetch/test-dns.ts";
import { logSigner } from "#lib/state/testing/fraud-world.ts";
import { runUp, temporaryFolder } from "./run-index.ts";

/** Room for many test operators on one address. */
const POLICY = {
  budgets: {
    registeredPerHour: 100_000,
    unregisteredPerHour: 100_000,
    addressPerMinute: 100_000,
    unregisteredPerAddressPerHour: 100_000,
  },
};

export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TOUCHSTONE_E2E_URL !== undefined) return undefined;
  const folder = temporaryFolder();
  const policy = path.join(folder.path, "policy.json");
  writeFileSync(policy, JSON.stringify(POLICY));
  const data = path.join(folder.path, "data");
  // Another log, which never answers and may be convicted: the index of the journeys must stay innocent.
  const peers = path.join(folder.path, "peers.txt");
  writeFileSync(peers, `log ${logSigner.vkey} https://peer.example/log\n`);
  // Providers of the journeys live below .example: their names are asked of a server of our own, and lead to this machine.
  const zone = path.join(folder.path, "zone.json");
  const authorities = path.join(folder.path, "authorities.pem");
  writeFileSync(zone, JSON.stringify({ addresses: {}, texts: {} }));
  writeFileSync(authorities, TEST_CERTIFICATE);
  const dns = await startDns(zone);
  const up = runUp(["--data", data, "--port", "19700", "--policy", policy, "--peers", peers], {
    TOUCHSTONE_OBSERVE: "local",
    TOUCHSTONE_DNS: dns.server,
    NODE_EXTRA_CA_CERTS: authorities,
  });
  const stop = async (): Promise<void> => {
    await up.stop();
    await dns.close();
    folder.remove();
  };
  try {
    // The workers start after this and read them from their environment.
    process.env.TOUCHSTONE_E2E_URL = await up.ready;
    process.env.TOUCHSTONE_E2E_DATA = data;
    process.env.TOUCHSTONE_E2E_ZONE = zone;
    process.env.TOUCHSTONE_E2E_SETUP = up.setUpLink() ?? "";
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
