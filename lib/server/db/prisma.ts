/** Prisma for the private tables only (account, session, challenge, draft). The log and its projection use pool.ts. */
import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { PrismaClient } from "./generated/client.ts";
import { type PoolOptions, sharedPool } from "./pool.ts";

type Made = { readonly pool: pg.Pool; readonly client: PrismaClient };
const holder: typeof globalThis & { __touchstonePrisma?: Made } = globalThis;

/** The process's client, over the shared pool of that name: another one once that pool was ended and made anew. */
export function sharedPrisma(options: PoolOptions): PrismaClient {
  const pool = sharedPool(options);
  if (holder.__touchstonePrisma?.pool !== pool)
    holder.__touchstonePrisma = { pool, client: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  return holder.__touchstonePrisma.client;
}
