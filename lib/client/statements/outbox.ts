/**
 * Signed statements that are not recorded yet, kept in this browser until they are: a closed tab, a restart or an index
 * that is away loses nothing. What lies here is public by intent; it holds no private key byte.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import type { TextStore } from "../text-store.ts";

export type OutboxItem = {
  readonly hash: string;
  readonly kind: string;
  readonly subject: string;
  readonly issuer: string;
  /** The canonical bytes to send. */
  readonly bytes: Uint8Array;
  readonly signedAt: string;
  readonly promise: string | undefined;
};

const PREFIX = "touchstone-outbox/";

export function putOutbox(texts: TextStore, item: OutboxItem): boolean {
  return texts.set(`${PREFIX}${item.hash}`, JSON.stringify({ ...item, bytes: base64Encode(item.bytes) }));
}

export function removeOutbox(texts: TextStore, hash: string): void {
  texts.remove(`${PREFIX}${hash}`);
}

/** Oldest first. An entry that cannot be read is left alone and not listed. */
export function listOutbox(texts: TextStore): OutboxItem[] {
  return texts
    .keys()
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => readItem(texts.get(key)) ?? [])
    .sort((a, b) => (a.signedAt < b.signedAt ? -1 : 1));
}

function readItem(text: string | undefined): OutboxItem | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as Omit<OutboxItem, "bytes"> & { bytes: string };
    const bytes = base64Decode(value.bytes);
    return bytes === undefined ? undefined : { ...value, bytes, promise: value.promise };
  } catch {
    return undefined;
  }
}
