/** `npm run db -- make <name> | apply | check`. make and check use a scratch cluster unless DATABASE_URL is set. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { OwnerEnv, parseEnv } from "#lib/server/env.ts";
import { applySchema, roleSetups } from "./apply.ts";
import { schemaDrift } from "./migrate.ts";
import { MIGRATIONS_FOLDER, readMigrations } from "./migration-files.ts";
import { startTestCluster } from "./test-cluster.ts";

const USAGE = "Usage: npm run db -- make <name> | apply | check";

async function withScratch<T>(use: (url: string) => Promise<T>): Promise<T> {
  if (process.env.DATABASE_URL !== undefined) return use(process.env.DATABASE_URL);
  const cluster = await startTestCluster();
  try {
    return await use(cluster.url);
  } finally {
    await cluster.stop();
  }
}

async function make(name: string | undefined): Promise<number> {
  if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
    process.stderr.write("Name the migration in lower case with underscores: npm run db -- make add_webhooks\n");
    return 2;
  }
  const sql = await withScratch(schemaDrift);
  if (sql === "") {
    process.stdout.write("The migrations already build what schema.prisma says.\n");
    return 0;
  }
  const number = String(readMigrations().length + 1).padStart(4, "0");
  const folder = path.join(MIGRATIONS_FOLDER, `${number}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  process.stdout.write(`Wrote ${path.relative(process.cwd(), folder)}/migration.sql: read it before committing.\n`);
  return 0;
}

async function apply(): Promise<number> {
  const env = parseEnv(OwnerEnv);
  const applied = await applySchema(env.DATABASE_URL, roleSetups(env));
  process.stdout.write(applied.length === 0 ? "Up to date.\n" : `Applied ${applied.join(", ")}.\n`);
  return 0;
}

async function check(): Promise<number> {
  const sql = await withScratch(schemaDrift);
  if (sql === "") {
    process.stdout.write("No drift: the migrations build what schema.prisma says.\n");
    return 0;
  }
  process.stderr.write(`The migrations lack:\n${sql}\nWrite one: npm run db -- make <name>\n`);
  return 1;
}

const COMMANDS: Readonly<Record<string, (argument: string | undefined) => Promise<number>>> = { make, apply, check };

const [name = "", argument] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  try {
    process.exit(await command(argument));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
