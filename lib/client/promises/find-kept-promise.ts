import { listOutbox } from "../statements/outbox.ts";
import { browserTexts } from "../text-store.ts";

/** The note of a promise that this browser keeps, by the statement's hash. */
export function findKeptPromise(hash: string): string | undefined {
  return listOutbox(browserTexts()).find((item) => item.hash === hash)?.promise;
}
