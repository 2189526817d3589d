/** `touchstone watch`: looks at other logs and demands that each extends what it showed before. */
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { type Peer, parsePeerList } from "#lib/log/peer-list.ts";
import { type Command, UsageError } from "../command.ts";
import { watchLogs } from "../watch/watch-logs.ts";

export const watch: Command = {
  summary: "look at other C2SP logs once or again and again, and keep the proof when one shows two histories",
  usage: `touchstone watch <file with lines "log <vkey> <url>"> [--every <seconds>]
       touchstone watch <vkey> <url> [--every <seconds>]

The checkpoint is at <url>/checkpoint, the tiles beside it. Heads are remembered in $TOUCHSTONE_HOME/heads.
Exit: 0 each log extends what was seen, 1 one is set back, 2 one could not be read, 3 one showed two histories.`,
  async run(args, io) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { every: { type: "string" } } });
    const peers = await peersOf(positionals);
    const every = values.every === undefined ? undefined : Number(values.every);
    if (every !== undefined && !(every >= 1 && every <= 86_400)) throw new UsageError("--every is 1 to 86400 seconds.");
    let code = await watchLogs(peers, io);
    while (every !== undefined && !io.signal.aborted) {
      await wait(every * SECOND_MS, undefined, { signal: io.signal }).catch(() => undefined);
      if (!io.signal.aborted) code = Math.max(code, await watchLogs(peers, io));
    }
    return code;
  },
};

async function peersOf(given: readonly string[]): Promise<Peer[]> {
  const [first, url] = given;
  if (first === undefined || given.length > 2) throw new UsageError("Name a file with logs, or a vkey and an address.");
  return url === undefined ? readPeers(await textOf(first), first) : readPeers(`log ${first} ${url}\n`, "the log");
}

async function textOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) throw new UsageError(`${file} cannot be read.`);
  return text;
}

/** `name`: of the file, for complaints. Errors: UsageError with the line. */
export function readPeers(text: string, name: string): Peer[] {
  const peers = parsePeerList(text);
  if (!peers.ok) throw new UsageError(`${name}, line ${peers.error.pointer.slice(1) || "1"}: ${peers.error.detail}`);
  if (peers.value.length === 0) throw new UsageError(`${name} names no log.`);
  return peers.value;
}
