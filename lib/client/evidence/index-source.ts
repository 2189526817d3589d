/** What only a page has, and the thread that checks has not: the network, and what this browser remembers. */
import type { LogKey } from "#lib/log/log-key.ts";

export type IndexSource = {
  /** Undefined: the index has no such thing. Rejects without a network, or on another refusal. */
  readonly json: <T>(path: string) => Promise<T | undefined>;
  readonly bytes: (path: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** By which this browser believes the log of that name. */
  readonly key: (origin: string) => Promise<LogKey>;
};
