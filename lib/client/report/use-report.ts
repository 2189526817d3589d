/** The draft of a report for components: read once, kept at every change, gone when the person says so. */
import { useCallback, useEffect, useRef, useState } from "react";
import { reportDraft } from "./draft-store.ts";
import { EMPTY_DRAFT, type ReportDraft, readDraft } from "./report-draft.ts";

export type ReportState = {
  /** Undefined while the browser is asked. */
  readonly draft: ReportDraft | undefined;
  /** Whether this browser keeps it over a reload. */
  readonly isKept: boolean;
  /** Resolves when the browser has it. */
  change(make: (draft: ReportDraft) => ReportDraft): Promise<void>;
  clear(): Promise<void>;
};

export function useReport(): ReportState {
  const [draft, setDraft] = useState<ReportDraft>();
  const [isKept, setKept] = useState(true);
  const store = useRef<ReturnType<typeof reportDraft<ReportDraft>>>(undefined);
  const latest = useRef<ReportDraft>(EMPTY_DRAFT);
  useEffect(() => {
    store.current = reportDraft(globalThis.indexedDB);
    void store.current.read().then((kept) => {
      latest.current = readDraft(kept) ?? EMPTY_DRAFT;
      setDraft(latest.current);
    });
  }, []);
  const change = useCallback(async (make: (draft: ReportDraft) => ReportDraft) => {
    latest.current = make(latest.current);
    setDraft(latest.current);
    setKept((await store.current?.write(latest.current)) === true);
  }, []);
  const clear = useCallback(async () => {
    latest.current = EMPTY_DRAFT;
    setDraft(EMPTY_DRAFT);
    await store.current?.clear();
  }, []);
  return { draft, isKept, change, clear };
}
