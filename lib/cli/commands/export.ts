/** `touchstone export`: a whole log in one file that verifies offline, from an index's address or from a data folder. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type ArchivePart, ArchiveWriter } from "#lib/log/archive.ts";
import { type Checkpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { entryBundlesOfSize } from "#lib/log/tile.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { CliError } from "../cli-error.ts";
import { type Command, IncompleteError, type Io, UsageError } from "../command.ts";
import { dataFolderAt, readDescription } from "../data-folder.ts";
import { printFinding } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";
import { type Gathered, gatherLog } from "../transfer/gather-log.ts";
import { verifyOnDisk } from "../transfer/verify-on-disk.ts";
import { runScript } from "../with-database.ts";

const SCRIPT = "lib/server/sequencer/store/export-store.ts";

export const exportLog: Command = {
  summary: "write a whole log into one file that verifies offline, from an index or from a data folder",
  usage:
    "touchstone export <url> [-o FILE] [--key <log vkey>]\n       touchstone export --data DIR [-o FILE] [--all-parts]",
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        output: { type: "string", short: "o" },
        key: { type: "string" },
        data: { type: "string" },
        "all-parts": { type: "boolean" },
      },
    });
    const [url] = positionals;
    if (positionals.length > 1 || (url === undefined) === (values.data === undefined))
      throw new UsageError("Name an index by its address, or a data folder with --data.");
    if (values["all-parts"] === true && values.data === undefined)
      throw new UsageError("--all-parts needs --data: an index serves public parts only.");
    if (values.key !== undefined && parseVkey(values.key)?.type !== "ed25519")
      throw new UsageError("--key is not a verifier key (name+id+base64).");
    const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), values.output ?? "log.archive");
    if (existsSync(file)) throw new UsageError(`${file} is there already: name another file with -o.`);
    mkdirSync(path.dirname(file), { recursive: true });
    if (url !== undefined) await exportRemote(new RemoteIndex(url, io), file, io);
    else await exportFolder(values.data, file, values["all-parts"] === true, io);
    return conclude(file, values.key, io);
  },
};

/** Gathers beside the file, then writes it in one go. What was gathered stays when it is interrupted. */
async function exportRemote(remote: RemoteIndex, file: string, io: Io): Promise<void> {
  const folder = `${file}.partial`;
  let nextMs = 0;
  const say = (done: number, of: number, what: string) => {
    if (io.json || (performance.now() < nextMs && done < of)) return;
    nextMs = performance.now() + 2_000;
    io.err(`${done} of ${of} ${what}`);
  };
  let gathered: Gathered;
  try {
    gathered = await gatherLog(remote, folder, say);
  } catch (error) {
    if (io.signal.aborted) throw new IncompleteError(`Stopped. The same command goes on from ${folder}.`);
    throw error;
  }
  if (gathered.missingParts > 0) io.err(`${gathered.missingParts} public parts are not served: withheld, or missing.`);
  writeDurably(file, archiveOf(gathered));
  rmSync(folder, { recursive: true });
}

function* archiveOf({ checkpoint, notes, bundle, commits, part }: Gathered): Generator<Uint8Array> {
  const writer = new ArchiveWriter();
  yield writer.header({ origin: checkpoint.origin, parts: commits.length, size: checkpoint.size });
  const waiting = [...notes];
  for (const { number } of entryBundlesOfSize(checkpoint.size)) {
    yield writer.entries(bundle(number));
    while (waiting[0] !== undefined && writer.takes(sizeOf(waiting[0]))) yield writer.checkpoint(waiting.shift() ?? "");
  }
  for (const commit of commits) yield writer.part(part(commit) satisfies ArchivePart);
  writer.end();
}

function sizeOf(note: string): number {
  const parsed: { ok: boolean; value?: Checkpoint } = parseCheckpoint(parseNote(note)?.text ?? "");
  return parsed.value?.size ?? 0;
}

/** Under its own name only when all of it is on disk. Errors: CliError when the pieces do not make an archive. */
function writeDurably(file: string, pieces: Iterable<Uint8Array>): void {
  const draft = `${file}.new`;
  const descriptor = openSync(draft, "w");
  try {
    for (const piece of pieces) for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new CliError(`No archive could be written: ${(error as Error).message}`);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}

async function exportFolder(data: string | undefined, file: string, isWhole: boolean, io: Io): Promise<void> {
  const folder = dataFolderAt(data);
  if (readDescription(folder) === undefined) throw new CliError(`There is no data folder ${folder.root}.`);
  const env = { ...process.env, TOUCHSTONE_STORE: folder.store, TOUCHSTONE_ARCHIVE: `${file}.new` };
  try {
    await runScript(SCRIPT, isWhole ? ["--all-parts"] : [], env, io);
  } catch (error) {
    rmSync(`${file}.new`, { force: true });
    throw error;
  }
  renameSync(`${file}.new`, file);
}

/** Whatever it is, it is read back from disk and verified as a stranger would; the file stays, as evidence too. */
async function conclude(file: string, key: string | undefined, io: Io): Promise<number> {
  const finding = await verifyOnDisk(file, key, io);
  const size = finding.content.kind === "archive" ? finding.content.found.checkpoint?.size : undefined;
  const written = `${file}: ${statSync(file).size} bytes.`;
  const facts = { file, size: size ?? null, verdict: finding.verdict };
  printFinding(io, finding, `${written} ${finding.sentence}`, facts);
  return finding.exitCode;
}
