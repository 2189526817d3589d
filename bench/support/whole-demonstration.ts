import path from "node:path";
import { runUp, temporaryFolder } from "../../e2e/support/run-index.ts";

/** Uses the demonstration at `given`, or makes a whole one on that port and takes it away afterwards. */
export async function inWholeDemonstration<T>(
  given: string | undefined,
  port: number,
  use: (url: string) => Promise<T>,
): Promise<T> {
  if (given !== undefined) return use(given);
  const folder = temporaryFolder();
  const run = runUp(["--data", path.join(folder.path, "data"), "--port", String(port)]);
  try {
    return await use(await run.ready);
  } finally {
    await run.stop();
    folder.remove();
  }
}
