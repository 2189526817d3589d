/** Prisma for the private tables only (account, session, challenge, draft). The log and its projection use pool.ts. */
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";
import { type PoolOptions, sharedPool } from "./pool.ts";

const holder: typeof globalThis & { __touchstonePrisma?: PrismaClient } = globalThis;

/** The process's client, over the shared pool of that name. */
export function sharedPrisma(options: PoolOptions): PrismaClient {
  holder.__touchstonePrisma ??= makePrisma(options);
  return holder.__touchstonePrisma;
}

function makePrisma(options: PoolOptions): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(sharedPool(options)) });
}
