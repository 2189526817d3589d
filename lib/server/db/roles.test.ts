import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { applySchema, roleSetups } from "./apply.ts";
import { newPassword, type RoleSetups, roleUrl } from "./roles.ts";

const { url: serverUrl } = inject("testCluster");
const SUFFIXES = ["roletesta", "roletestb"];
const databaseUrl = (name: string) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;

function setupsOf(suffix: string): RoleSetups {
  return roleSetups({
    TOUCHSTONE_DB_ROLE_SUFFIX: suffix,
    TOUCHSTONE_WEB_DB_PASSWORD: newPassword(),
    TOUCHSTONE_SEQ_DB_PASSWORD: newPassword(),
    TOUCHSTONE_WORKER_DB_PASSWORD: newPassword(),
  });
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

afterAll(async () => {
  for (const name of SUFFIXES) await ask(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  for (const name of SUFFIXES) {
    for (const role of ["web", "seq", "worker"]) await ask(serverUrl, `DROP ROLE IF EXISTS ts_${role}_${name}`);
  }
});

test("two indexes on one server keep their own roles, and neither reads the other's database", async () => {
  const [first = "", second = ""] = SUFFIXES;
  const [setups, others] = [setupsOf(first), setupsOf(second)];
  await applySchema(databaseUrl(first), setups);
  await applySchema(databaseUrl(second), others);
  for (const role of ["web", "seq", "worker"] as const) {
    const url = roleUrl(databaseUrl(first), setups[role]);
    expect(await ask(url, "SELECT count(*)::int AS entries FROM log_entry")).toEqual([{ entries: 0 }]);
    await expect(ask(roleUrl(databaseUrl(second), setups[role]), "SELECT 1")).rejects.toThrow(/permission denied/);
  }
  // A data folder that was reset, and made anew, comes with other roles: the log of before is not its own.
  await expect(applySchema(databaseUrl(first), others)).rejects.toThrow(
    /that of another data folder.*ts_worker_roletesta/,
  );
  await expect(ask(roleUrl(databaseUrl(first), others.web), "SELECT 1")).rejects.toThrow(/permission denied/);
});
