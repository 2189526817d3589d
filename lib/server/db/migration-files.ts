/** The migration files of this build. Apart from migrate.ts, so that serving processes never load the schema engine. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

// The processes start in the repository's folder; import.meta.url would point into the bundle when Next loads this.
const ROOT = process.cwd();
export const MIGRATIONS_FOLDER = path.join(ROOT, "prisma/migrations");
export const SCHEMA_FILE = path.join(ROOT, "prisma/schema.prisma");

export type Migration = {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex: what `_prisma_migrations` keeps. */
  readonly checksum: string;
};

/** The migrations on disk, in the order they apply. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql, "utf8").digest("hex") };
    });
}
