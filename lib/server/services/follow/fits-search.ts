import type { AsOf } from "#lib/contract/common.ts";
import type { Fits } from "#lib/server/alerts/keep-alerts.ts";
import type { ReadCtx } from "../context.ts";
import { fitting } from "../directory/read-directory.ts";
import { isServiceError } from "../service-error.ts";
import { readSearch } from "./searches.ts";

/** As a feed of the search would have it: who fits at that size and time. A market that is gone keeps nobody. */
export const fitsSearch =
  (ctx: ReadCtx) =>
  (asOf: AsOf): Fits =>
  async (search, providers) => {
    try {
      return await fitting(ctx, readSearch(search).query, asOf, providers);
    } catch (error) {
      if (isServiceError(error)) return [];
      throw error;
    }
  };
