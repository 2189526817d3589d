/** How a checker in the browser asks an index: this site, unless a test or another page says otherwise. */
import { ApiProblem, requestJson } from "../request-json.ts";
import type { IndexSource } from "./index-source.ts";
import type { IndexLog } from "./read-index-log.ts";

export type ApiReader = IndexSource & {
  /** What the index says of itself. Brings every schema along. */
  readonly log: () => Promise<IndexLog>;
};

export const siteReader: ApiReader = {
  json: async <T>(path: string) => {
    try {
      return (await requestJson<T>(path)).data;
    } catch (error) {
      if (error instanceof ApiProblem && (error.status === 404 || error.status === 410)) return undefined;
      throw error;
    }
  },
  bytes: async (path) => {
    const response = await fetch(path);
    if (response.status === 404 || response.status === 410) return undefined;
    if (!response.ok) throw new Error(`The index answered ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  },
  key: async (origin) => (await import("./own-log-key.ts")).ownLogKey(origin),
  log: async () => (await import("./read-index-log.ts")).readIndexLog(siteReader),
};
