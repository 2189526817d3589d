/** For the browser journeys: one fresh index for the run. TOUCHSTONE_E2E_URL uses one that is already running. */
import { writeFileSync } from "node:fs";
import path from "node:path";
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
  const up = runUp(["--data", data, "--port", "42700", "--policy", policy]);
  const stop = async (): Promise<void> => {
    await up.stop();
    folder.remove();
  };
  try {
    // The workers start after this and read them from their environment.
    process.env.TOUCHSTONE_E2E_URL = await up.ready;
    process.env.TOUCHSTONE_E2E_DATA = data;
    process.env.TOUCHSTONE_E2E_SETUP = up.setUpLink() ?? "";
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
