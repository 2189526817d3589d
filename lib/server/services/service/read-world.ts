import { readFileSync } from "node:fs";
import { z } from "zod";
import { type DemoWorld, demoWorldSchema } from "#lib/contract/demonstration.ts";

/** The world of a demonstration, from the file that `up` keeps; undefined where there is none. Throws when it is damaged. */
export function readWorld(file: string | undefined): DemoWorld | undefined {
  if (file === undefined) return undefined;
  return z.object({ world: demoWorldSchema }).parse(JSON.parse(readFileSync(file, "utf8"))).world;
}
