/** What this browser's own check of a case found in values, for the page's first line: a rule is run by readers, not by web. */
import { useSyncExternalStore } from "react";
import type { Piece } from "#lib/evidence/words/result.ts";

const found = new Map<string, readonly Piece[]>();
const listeners = new Set<() => void>();

export function noteFoundValues(caseId: string, pieces: readonly Piece[]): void {
  found.set(caseId, pieces);
  for (const listen of listeners) listen();
}

/** Undefined until the check is made. */
export function useFoundValues(caseId: string): readonly Piece[] | undefined {
  return useSyncExternalStore(
    subscribe,
    () => found.get(caseId),
    () => undefined,
  );
}

function subscribe(listen: () => void): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}
