/** Whether the database's schema is exactly the one this build was made for: a half-applied one is never served. */
import type pg from "pg";
import { type Migration, readMigrations } from "./migration-files.ts";

export class SchemaMismatch extends Error {
  constructor(reason: string) {
    super(`${reason} Run \`npm run db -- apply\` with the owner's DATABASE_URL, or start with \`npm run up\`.`);
    this.name = "SchemaMismatch";
  }
}

type Applied = {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
};

const MISSING_TABLE = "42P01";
const NOT_ALLOWED = "42501";

/** Throws SchemaMismatch unless every migration of this build, and none besides, is applied whole and unchanged. */
export async function requireSchema(pool: pg.Pool, migrations: readonly Migration[] = readMigrations()): Promise<void> {
  let rows: Applied[];
  try {
    const answer = await pool.query<Applied>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    );
    rows = answer.rows;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === MISSING_TABLE) throw new SchemaMismatch("The database has no tables yet.");
    if (code === NOT_ALLOWED) throw new SchemaMismatch("This process's database role has no rights yet.");
    throw error;
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row]));
  for (const { name, checksum } of migrations) {
    const row = applied.get(name);
    if (!row) throw new SchemaMismatch(`Migration ${name} is not applied.`);
    if (!row.finished) throw new SchemaMismatch(`Migration ${name} is half applied.`);
    if (row.checksum !== checksum) throw new SchemaMismatch(`Migration ${name} differs from the applied one.`);
    applied.delete(name);
  }
  const [unknown] = applied.keys();
  if (unknown !== undefined) throw new SchemaMismatch(`The database is newer than this build: it has ${unknown}.`);
}
