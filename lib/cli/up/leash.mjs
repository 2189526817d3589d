// @ts-check
/**
 * Loaded into every child of the supervisor before its own code: when the supervisor is gone, however it went, the child
 * stops as if it had been told to, and is ended if it cannot. A full disk, which takes none of its words, ends it not.
 */
const STOP_WITHIN_MS = 25_000;

for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

process.once("disconnect", () => {
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  process.kill(process.pid, "SIGTERM");
});
// The listener above must not keep a process alive that has finished its work.
process.channel?.unref();

// Processes that this one forks (the development compiler does) have channels of their own, which they live by: the
// leash is not for them, and node would hand it down with the other flags.
const at = process.execArgv.indexOf("--import");
if (at >= 0 && process.execArgv[at + 1]?.endsWith("leash.mjs")) process.execArgv.splice(at, 2);
