// @ts-check
/**
 * Loaded into every child of the supervisor before its own code: when the supervisor is gone, however it went, the child
 * stops as if it had been told to, and is ended if it cannot.
 */
const STOP_WITHIN_MS = 25_000;

process.once("disconnect", () => {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  process.kill(process.pid, "SIGTERM");
});
// The listener above must not keep a process alive that has finished its work.
process.channel?.unref();
