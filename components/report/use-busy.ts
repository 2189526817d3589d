import { useState } from "react";

/** Whether an act still runs, and how to run one. */
export function useBusy(): readonly [boolean, (act: () => Promise<void>) => Promise<void>] {
  const [isBusy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    await act().finally(() => setBusy(false));
  };
  return [isBusy, run];
}
