/** The receipt of the last act of a panel: what is recorded ends the form that signed it. */
import { useCallback, useState } from "react";
import type { Done } from "#components/handover/act-done.tsx";
import type { OnRecorded } from "#components/handover/sign-act.tsx";

export function useDone(): { done: Done | undefined; onRecorded: OnRecorded } {
  const [done, setDone] = useState<Done>();
  const onRecorded = useCallback<OnRecorded>((state, note) => setDone({ state, note }), []);
  return { done, onRecorded };
}
