/** Ends the present task of this thread, so that what was pressed or drawn meanwhile is not kept waiting. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** As long as a page may be busy before what is its own turn begins all the same, ms. */
const BUSY_MS = 1_000;

/** Resolves when this thread has nothing else to do; where a browser does not say so, in the next task. */
export function idleTask(): Promise<void> {
  if (!("requestIdleCallback" in globalThis)) return nextTask();
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: BUSY_MS });
  });
}
