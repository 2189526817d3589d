/** How a checker in the browser asks an index: this site, unless a test or another page says otherwise. */
import { ApiProblem, requestJson } from "../request-json.ts";
import type { IndexLog } from "./read-index-log.ts";

export type ApiReader = {
  /** Undefined: the index has no such thing. Rejects without a network, or on another refusal. */
  readonly json: <T>(path: string) => Promise<T | undefined>;
  readonly bytes: (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** What the index says of itself, with the key by which this browser believes its log. */
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
  log: async () => (await import("./read-index-log.ts")).readIndexLog(),
};
