/**
 * vitest's global setup: starts one embedded PostgreSQL on a free port in a temporary folder, migrates a template
 * database, and stops and deletes all of it at the end. The server runs under postgres/main.ts, which ends with this
 * process however it ends.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { freePort } from "#lib/platform/node-ports.ts";
import { applySchema } from "./apply.ts";
import { SUPERUSER } from "./postgres/cluster.ts";
import { startKeptCluster } from "./postgres/keeper.ts";
import { newPassword } from "./roles.ts";
import { asAdmin, type TestCluster } from "./test-database.ts";

const TEMPLATE = "touchstone_template";

/**
 * No test takes the power from this machine, and what a killed process wrote stays without fsync, too: making and
 * dropping databases, which is most of what tests ask of the disk, takes half the time. Tests connect a thousand times,
 * and each time both sides hash the password as often as it says. The fault tests and the benches of whole indexes run a
 * server as `up` does.
 */
const SETTINGS = { fsync: "off", scram_iterations: "1", io_method: "sync" };

/** Starts a migrated cluster for tests; usable outside vitest too (fault tests, benches). */
export async function startTestCluster(): Promise<TestCluster & { stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-test-pg-"));
  // As root the server runs under another user, which must pass through this folder.
  chmodSync(folder, 0o711);
  const dataFolder = path.join(folder, "pg");
  try {
    const password = newPassword();
    const cluster = await startKeptCluster({
      folder,
      dataFolder,
      port: await freePort(),
      password,
      settings: SETTINGS,
    });
    const stop = async (): Promise<void> => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    try {
      // initdb hashed it by its own settings.
      await asAdmin(cluster.url, (client) =>
        client.query(`ALTER ROLE ${SUPERUSER} PASSWORD ${pg.escapeLiteral(password)}`),
      );
      const passwords = { web: newPassword(), seq: newPassword(), worker: newPassword() };
      const template = new URL(cluster.url);
      template.pathname = `/${TEMPLATE}`;
      await applySchema(template.href, {
        web: { name: "ts_web", password: passwords.web },
        seq: { name: "ts_seq", password: passwords.seq },
        worker: { name: "ts_worker", password: passwords.worker },
      });
      return { url: cluster.url, template: TEMPLATE, passwords, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster();
  project.provide("testCluster", cluster);
  return stop;
}
