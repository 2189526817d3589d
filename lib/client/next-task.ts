/** Ends the present task of this thread, so that what was pressed or drawn meanwhile is not kept waiting. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
