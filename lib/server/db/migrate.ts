/**
 * Migrations by Prisma's own schema engine as WebAssembly: the packaged command line would download a native binary
 * from its vendor's host. The table `_prisma_migrations` is kept, so `prisma migrate deploy` stays possible elsewhere.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import { migrationAdapter } from "./migration-adapter.ts";
import { MIGRATIONS_FOLDER, type Migration, readMigrations, SCHEMA_FILE } from "./migration-files.ts";

const NO_FILTER = { externalTables: [], externalEnums: [] };

type EngineModule = typeof import("@prisma/schema-engine-wasm") & {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

let engineModule: Promise<EngineModule> | undefined;

async function loadEngine(): Promise<EngineModule> {
  const require = createRequire(import.meta.url);
  const glueFile = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const glue: EngineModule = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = path.join(path.dirname(glueFile), "schema_engine_bg.wasm");
  const module = new WebAssembly.Module(readFileSync(wasmFile));
  const imports = Object.fromEntries(Object.entries(glue)) as WebAssembly.ModuleImports;
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": imports });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === "function") start();
  return glue;
}

/** The engine names an error of ours by number; PostgreSQL's own words are what helps. */
function ownError(error: unknown, consume: (id: number) => unknown): unknown {
  const id = error instanceof Error ? /External error id#(\d+)/.exec(error.message)?.[1] : undefined;
  const cause = id === undefined ? undefined : consume(Number(id));
  return cause instanceof Error ? new Error(`Migration failed: ${cause.message}`, { cause }) : error;
}

async function withEngine<T>(connectionString: string, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  engineModule ??= loadEngine();
  const { SchemaEngine } = await engineModule;
  const adapter = migrationAdapter(connectionString);
  const datamodels: [string, string][] = [[SCHEMA_FILE, readFileSync(SCHEMA_FILE, "utf8")]];
  try {
    const bound = bindMigrationAwareSqlAdapterFactory(adapter.factory);
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, bound);
    try {
      return await use(engine);
    } catch (error) {
      throw ownError(error, (id) => bound.errorRegistry.consumeError(id)?.error);
    } finally {
      engine.free();
    }
  } finally {
    await adapter.close();
  }
}

function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: {
      path: "migration_lock.toml",
      content: readFileSync(path.join(MIGRATIONS_FOLDER, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

/**
 * Applies what is missing, in order; each migration file is one simple query, hence one transaction, so it lands whole or not at all.
 * Returns the names applied. Errors: a failed or edited migration, in the engine's words.
 */
export async function applyMigrations(
  url: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const applied = await withEngine(url, (engine) =>
    engine.applyMigrations({ migrationsList: migrationList(migrations), filters: NO_FILTER }),
  );
  return applied.appliedMigrationNames;
}

/**
 * SQL that would bring a database with all migrations to schema.prisma; empty when they agree. `url` names an empty
 * scratch database where the migrations are replayed.
 */
export async function schemaDrift(url: string, migrations: readonly Migration[] = readMigrations()): Promise<string> {
  const answer = await withEngine(url, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrationList(migrations) },
      to: { tag: "schemaDatamodel", files: [{ path: SCHEMA_FILE, content: readFileSync(SCHEMA_FILE, "utf8") }] },
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    }),
  );
  const sql = answer.stdout ?? "";
  return /^\s*(--[^\n]*\s*)*$/.test(sql) ? "" : sql;
}
