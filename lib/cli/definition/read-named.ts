/** The definition that a command is told of: a file, or the id under which an index publishes it. */
import type { Source } from "#lib/evidence/definition/source.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { type Io, UsageError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { inForce, notInForceWords } from "./in-force.ts";
import { isDefinitionId, readPublished } from "./read-published.ts";
import { readSource } from "./read-source.ts";

/** Of a file that holds nobody to anything now it says so: its calls are made all the same. Errors: as both readers. */
export async function readNamed(named: string, remote: RemoteIndex | undefined, io: Pick<Io, "err">): Promise<Source> {
  if (isDefinitionId(named)) {
    if (remote === undefined) throw new UsageError("A definition is named by its id at an index: --url says which.");
    return await readPublished(remote, named);
  }
  const source = await readSource(named);
  const { window } = source.body.definition;
  const now = remote === undefined ? machineClock() : await remote.now();
  if (inForce([window], now) === undefined)
    io.err(`${named} ${notInForceWords([window], now)} Nobody is held to what is answered now.`);
  return source;
}
