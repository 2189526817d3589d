/**
 * What this browser remembers of logs: the key that it first met, and the largest checkpoint that it verified. A later
 * visit demands the same key, and a log that continues that checkpoint.
 */
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { verifyBeside } from "../crypto/webcrypto-ed25519.ts";
import type { TextStore } from "../text-store.ts";

/** `checkpoint` is a signed note that verified by `vkey`; times are by this browser's clock. */
export type RememberedLog = {
  readonly vkey: string;
  readonly since: Instant;
  readonly checkpoint: string | undefined;
  readonly seenAt: Instant | undefined;
};

export type RememberedLogs = {
  find(origin: string): RememberedLog | undefined;
  /** Keeps the key of a log that had none here. The key of a known log never changes by itself. False: no room. */
  rememberKey(origin: string, vkey: string, now: Instant): boolean;
  /** Verifies beside the page what is kept of a log, and a note of it: `find` and `rememberCheckpoint` then need not. */
  prepare(origin: string, note: string): Promise<void>;
  /** Keeps a checkpoint that verified; a smaller one than the known is ignored. */
  rememberCheckpoint(origin: string, note: string, now: Instant): void;
  forget(origin: string): void;
};

const PREFIX = "touchstone:trust:";

export function rememberedLogs(texts: TextStore): RememberedLogs {
  const find = (origin: string) => read(origin, texts.get(PREFIX + origin));
  const write = (origin: string, log: RememberedLog) =>
    texts.set(
      PREFIX + origin,
      JSON.stringify({
        vkey: log.vkey,
        since: formatInstant(log.since),
        ...(log.checkpoint !== undefined && { checkpoint: log.checkpoint }),
        ...(log.seenAt !== undefined && { seenAt: formatInstant(log.seenAt) }),
      }),
    );
  return {
    find,
    rememberKey(origin, vkey, now) {
      if (find(origin) !== undefined) return true;
      if (parseVkey(vkey)?.name !== origin) return false;
      return write(origin, { vkey, since: now, checkpoint: undefined, seenAt: undefined });
    },
    async prepare(origin, note) {
      const stored = parse(texts.get(PREFIX + origin));
      const { vkey, checkpoint } = stored;
      if (typeof vkey !== "string") return;
      for (const one of [note, checkpoint]) if (typeof one === "string") await learnSize(one, vkey);
    },
    rememberCheckpoint(origin, note, now) {
      const known = find(origin);
      if (known === undefined) return;
      const size = sizeOf(note, known.vkey);
      if (size === undefined || size < (sizeOf(known.checkpoint ?? "", known.vkey) ?? 0)) return;
      write(origin, { ...known, checkpoint: note, seenAt: now });
    },
    forget: (origin) => texts.remove(PREFIX + origin),
  };
}

// What a signature says of a note never changes; a page asks several times for the same two.
const sizes = new Map<string, number | undefined>();
const MOST_SIZES = 16;

function sizeOf(note: string, vkey: string): number | undefined {
  const key = keyOf(note, vkey);
  if (!sizes.has(key)) learn(key, openCheckpoint(note, vkey));
  return sizes.get(key);
}

async function learnSize(note: string, vkey: string): Promise<void> {
  const key = keyOf(note, vkey);
  if (!sizes.has(key)) learn(key, await verifyBeside((raw) => openCheckpoint(note, vkey, [], raw)));
}

const keyOf = (note: string, vkey: string) => JSON.stringify([vkey, note]);

function learn(key: string, opened: ReturnType<typeof openCheckpoint>): void {
  if (sizes.size >= MOST_SIZES) sizes.clear();
  sizes.set(key, opened.ok ? opened.value.checkpoint.size : undefined);
}

/** Anything can write to a browser's storage: what does not verify is as if it were not there. */
function read(origin: string, text: string | undefined): RememberedLog | undefined {
  const stored = parse(text);
  const vkey = typeof stored.vkey === "string" ? stored.vkey : "";
  const since = typeof stored.since === "string" ? parseInstant(stored.since) : undefined;
  if (parseVkey(vkey)?.name !== origin || since === undefined) return undefined;
  const note = typeof stored.checkpoint === "string" ? stored.checkpoint : undefined;
  const isKept = note !== undefined && sizeOf(note, vkey) !== undefined;
  const seenAt = typeof stored.seenAt === "string" ? parseInstant(stored.seenAt) : undefined;
  return { vkey, since, checkpoint: isKept ? note : undefined, seenAt: isKept ? seenAt : undefined };
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
