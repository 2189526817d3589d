/** A file of a log that somebody named, bounded in time and size; redirects are not followed. */
import { err, ok } from "#lib/kernel/result.ts";
import type { GetFile } from "#lib/state/peer/peer-log.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

export function fileGetter(signal: AbortSignal): GetFile {
  return async (url) => {
    try {
      const bounds = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
      const answer = await fetch(url, { redirect: "manual", signal: bounds });
      const body = await bodyOf(answer);
      return body === undefined ? err("its answer is too large") : ok({ status: answer.status, body });
    } catch (error) {
      const { cause } = error as Error & { cause?: { code?: string } };
      return err(cause?.code ?? (error as Error).name);
    }
  };
}

/** Undefined when there is more than a file of a log may hold; the rest is not read. */
async function bodyOf(answer: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
