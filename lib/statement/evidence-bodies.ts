/** Bodies of what is said about evidence. */
import { z } from "zod";
import { hexHash } from "./fields.ts";

/** Most exchanges under one hash. */
export const COMMIT_MAX_EXCHANGES = 1_000_000;

/** `hash`: of the one exchange, or with `count` above 1 the root of the Merkle tree (RFC 6962) over their hashes. */
export const exchangeCommitBody = z.strictObject({ hash: hexHash, count: z.int().min(1).max(COMMIT_MAX_EXCHANGES) });
export type ExchangeCommitBody = z.infer<typeof exchangeCommitBody>;
