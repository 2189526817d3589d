/** For files of the server that are a module and a script at once, started by `lib/cli` as a process of its own. */
import { pathToFileURL } from "node:url";

/** Runs `main` when the file of this `import.meta.url` is what Node was started with. An error ends it with 1 and a sentence. */
export async function runAsScript(url: string, main: () => Promise<void>): Promise<void> {
  if (url !== pathToFileURL(process.argv[1] ?? "").href) return;
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

/** One line of JSON to who started the script. */
export function printEvent(event: string, fields: object): void {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
}
