/** The secret that this browser keeps for a draw, by its commitment. */
import { useCallback, useEffect, useState } from "react";
import type { DrawShare } from "#lib/dispute/share-file.ts";
import { type KeptShare, shareStore } from "./share-store.ts";

/** `undefined` while it is looked for, and where it is not here. */
export function useShare(commit: string | undefined) {
  const [share, setShare] = useState<KeptShare>();
  useEffect(() => {
    let isCurrent = true;
    setShare(undefined);
    if (commit === undefined) return;
    void shareStore(globalThis.indexedDB)
      .find(commit)
      .then((found) => {
        if (isCurrent) setShare(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [commit]);
  const keep = useCallback(async (kept: KeptShare) => {
    await shareStore(globalThis.indexedDB).put(kept);
  }, []);
  const adopt = useCallback(
    async (found: DrawShare) => {
      const kept = { ...found, bySelf: true };
      await keep(kept);
      setShare(kept);
    },
    [keep],
  );
  return { share, keep, adopt };
}
