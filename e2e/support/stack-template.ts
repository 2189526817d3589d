/**
 * vitest's global setup of the fault tests: founds an index and migrates its database once, of which each stack of the run
 * is a copy. The tests of `up` start from nothing all the same.
 */
import { rmSync } from "node:fs";
import { Stack, TEMPLATE } from "./stack.ts";

export default async function setup(): Promise<() => void> {
  const stack = await Stack.start({ webs: 0, sequencer: false });
  const folder = await stack.keep();
  process.env[TEMPLATE] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
