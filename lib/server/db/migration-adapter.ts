/**
 * PrismaPg as the schema engine needs it. Two of its habits break migrations: scripts are split at every ";" (also
 * inside a trigger's body) and run statement by statement; and catalog columns of type "char" are refused. Here a
 * script is one simple query, so PostgreSQL runs it as one transaction, and "char" is announced as one character.
 */
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

type Adapter = Awaited<ReturnType<SqlMigrationAwareDriverAdapterFactory["connect"]>>;

const CHAR_OID = 18;
const TEXT_OID = 25;

/** For each result, by its rows: the columns that the catalog calls "char". */
const charColumns = new WeakMap<object, readonly number[]>();

/** A pool whose results say text where the catalog says "char", and remember it. */
function catalogPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, max: 2 });
  // The scratch database is dropped under connections that are just closing; what the server says to them is no news.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  pool.query = new Proxy(pool.query, {
    async apply(query, _self, args: unknown[]) {
      const answer: unknown = await Reflect.apply(query, pool, args);
      if (!(answer instanceof pg.Result)) return answer;
      const columns = answer.fields.flatMap((field, column) => (field.dataTypeID === CHAR_OID ? [column] : []));
      for (const field of answer.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
      charColumns.set(answer.rows, columns);
      return answer;
    },
  });
  return pool;
}

async function adapterOver(pool: pg.Pool): Promise<Adapter> {
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
    return result;
  };
  adapter.executeScript = async (script: string) => {
    await pool.query(script);
  };
  return adapter;
}

export type MigrationAdapter = {
  readonly factory: SqlMigrationAwareDriverAdapterFactory;
  /** Ends all connections and drops scratch databases: the engine does not, and an open one blocks the next copy. */
  readonly close: () => Promise<void>;
};

/** Adapter for the schema engine on the database at `connectionString`. */
export function migrationAdapter(connectionString: string): MigrationAdapter {
  const closers: (() => Promise<void>)[] = [];
  const open = (url: string): pg.Pool => {
    const pool = catalogPool({ connectionString: url });
    closers.push(() => pool.end());
    return pool;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect: () => adapterOver(open(connectionString)),
    async connectToShadowDb() {
      // A scratch database beside ours, where the engine replays the migrations.
      const name = `touchstone_shadow_${randomUUID().replaceAll("-", "")}`;
      const owner = open(connectionString);
      await owner.query(`CREATE DATABASE ${name}`);
      closers.push(async () => void (await owner.query(`DROP DATABASE ${name} WITH (FORCE)`)));
      const shadow = new URL(connectionString);
      shadow.pathname = `/${name}`;
      return adapterOver(open(shadow.href));
    },
  };
  return {
    factory,
    async close() {
      // Last opened first: the scratch database goes before the connection that drops it.
      for (const closer of closers.splice(0).reverse()) await closer();
    },
  };
}
