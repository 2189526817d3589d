import type { Spent } from "../services/statement/address-limiter.ts";

/** The `RateLimit` fields of the IETF draft (draft-ietf-httpapi-ratelimit-headers): one policy, "address", per minute. */
export function formatSpent(spent: Spent): Record<string, string> {
  return {
    "RateLimit-Policy": `"address";q=${spent.limit};w=60`,
    RateLimit: `"address";r=${spent.remaining};t=${spent.resetSeconds}`,
  };
}
