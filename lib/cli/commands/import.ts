/**
 * `touchstone import`: makes the data folder of a lost index again, from somebody's archive and the index's own keys.
 * All of the archive is verified before anything is written, and the folder gets its name only when it is whole.
 */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { chainEnd } from "#lib/dispute/draw-chain.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { ArchiveReader } from "#lib/log/archive.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { indexOf } from "#lib/state/view.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import {
  type DataFolder,
  dataFolderAt,
  type IndexKeyPurpose,
  KEY_PURPOSES,
  makeFolders,
  writeDurably,
} from "../data-folder.ts";
import { readIndexKey } from "../index-key-file.ts";
import { printFinding } from "../print-finding.ts";
import { verifyOnDisk } from "../transfer/verify-on-disk.ts";
import { found } from "../up/founding.ts";
import { runScript, SAME_AS_FOUNDED } from "../with-database.ts";

const SCRIPT = "lib/server/sequencer/store/import-archive.ts";

type OwnKey = { readonly file: string; readonly identity: Identity };
/** The witness's key is not taken along: what it cosigned is in no archive, and who has forgotten that must not sign on. */
const TAKEN_ALONG = KEY_PURPOSES.filter((purpose) => purpose !== "witness");
/** Logs from before panels were drawn have no chain of draws, and need none to go on. */
type Keys = Readonly<Record<Exclude<IndexKeyPurpose, "draw" | "witness">, OwnKey>> & { readonly draw?: OwnKey };

export const importLog: Command = {
  summary: "make the data folder of a lost index again, from an archive and the index's own keys",
  usage: "touchstone import <archive> --data DIR --keys DIR [--accept-loss]",
  async run(args, io) {
    const options = {
      data: { type: "string" },
      keys: { type: "string" },
      "accept-loss": { type: "boolean" },
    } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [given] = positionals;
    if (given === undefined || positionals.length > 1 || values.data === undefined || values.keys === undefined)
      throw new UsageError(
        "Name one archive, the new data folder with --data, and the folder of the keys with --keys.",
      );
    const from = process.env.INIT_CWD ?? process.cwd();
    const file = path.resolve(from, given);
    const folder = dataFolderAt(values.data);
    requireEmpty(folder);
    const keys = readKeys(path.resolve(from, values.keys));
    const { origin, genesis } = await beginOf(file);
    const vkey = formatVkey({ name: origin, type: "ed25519", publicKey: keys.log.identity.publicKey });
    const finding = await verifyOnDisk(file, vkey, io);
    const index =
      finding.content.kind === "archive" && finding.content.found.replay !== undefined
        ? indexOf(finding.content.found.replay.state)
        : undefined;
    if (finding.verdict !== "verified" || index === undefined) {
      printFinding(io, finding, `Nothing was written. ${finding.sentence}`, { verdict: finding.verdict });
      return finding.exitCode === EXIT.ok ? EXIT.incomplete : finding.exitCode;
    }
    if (values["accept-loss"] !== true) requireNewest(finding);
    requireSameKeys(index, keys);
    const answer = await makeFolder(folder, { file, keys, vkey, genesis }, io);
    const said = `${folder.root} holds ${answer.size} entries, ${answer.checkpoints} checkpoints and ${answer.parts} parts again.`;
    const next = `Start it with npm run up, then run npm run touchstone -- resume, both with --data ${folder.root}. What was logged after this archive was made is not in it. Its witness has a new key: ${heir(index, keys)}.`;
    printFinding(io, finding, `${said} ${next}`, { verdict: finding.verdict, ...answer });
    return EXIT.ok;
  },
};

/** Who says so in the log. */
function heir({ admins }: IndexForm, { admin }: Keys): string {
  if (admins.includes(admin.identity.did))
    return "once resume is done the index announces it in the log, by this folder's admin key";
  return "this folder's admin key is no administrator any more, so one has to name it by touchstone index rotate witness";
}

function requireEmpty({ root }: DataFolder): void {
  if (existsSync(root) && readdirSync(root).length > 0)
    throw new CliError(`${root} is not empty: nothing is imported over something else. Name a new folder.`);
}

function readKeys(folder: string): Keys {
  const load = (purpose: IndexKeyPurpose) => {
    const file = path.join(folder, `${purpose}.json`);
    if (purpose === "draw" && !existsSync(file)) return [purpose, undefined] as const;
    if (!existsSync(file))
      throw new CliError(
        `${file} is missing: a log goes on only by its own keys. Without them, verify it: touchstone verify.`,
      );
    const identity = readIndexKey(file, purpose);
    if (identity === undefined) throw new CliError(`The key file ${file} is damaged.`);
    return [purpose, { file, identity }] as const;
  };
  return Object.fromEntries(TAKEN_ALONG.map(load)) as Keys;
}

/** Going on from an older log than one that was seen signs a second history of it, with its own key. */
function requireNewest({ checks }: FileFinding): void {
  const view = checks.find(({ name, outcome }) => name === "same-view" && outcome === "cannot-check");
  if (view === undefined) return;
  throw new CliError(
    `${view.detail ?? ""} Going on from here would sign a second history of this log: find a newer archive, or say --accept-loss if those entries are gone for good.`,
  );
}

/** The admin key is not compared: people take it over, and the log does not need it to go on. */
function requireSameKeys(index: IndexForm, keys: Keys): void {
  for (const purpose of ["log", "promise", "statement", "answer"] as const) {
    const wanted: Did = index.keys[purpose];
    if (keys[purpose].identity.did !== wanted)
      throw new CliError(`The ${purpose} key in ${keys[purpose].file} is not the one of this log (${wanted}).`);
  }
  if (index.drawChainEnd === null) return;
  if (keys.draw === undefined || chainEnd(keys.draw.identity.seed) !== index.drawChainEnd)
    throw new CliError(`draw.json does not begin the chain of draws of this log: no panel could be drawn any more.`);
}

/** Whose log the archive says to be, and its first entry's statement: nothing of it is believed yet. */
async function beginOf(file: string): Promise<{ origin: string; genesis: Uint8Array }> {
  const reader = new ArchiveReader();
  let origin: string | undefined;
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
      const frames = reader.push(piece);
      for (const frame of frames.ok ? frames.value : []) {
        if (frame.type === "header") origin = frame.header.origin;
        const first = frame.type === "entries" ? frame.entries[0] : undefined;
        const entry = first === undefined ? undefined : parseEntry(first);
        if (entry?.ok && origin !== undefined) return { origin, genesis: entry.value.parsed.bytes };
      }
      if (!frames.ok) break;
    }
  } catch (error) {
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`${file} is not an archive of a log.`);
}

type Verified = { readonly file: string; readonly keys: Keys; readonly vkey: string; readonly genesis: Uint8Array };

/** Made under another name beside it, then renamed: what an interruption leaves is no data folder of that name. */
async function makeFolder(folder: DataFolder, verified: Verified, io: Io): Promise<Record<string, unknown>> {
  const { file, keys, vkey, genesis } = verified;
  mkdirSync(path.dirname(folder.root), { recursive: true });
  const draft = dataFolderAt(`${folder.root}.importing-${process.pid}`);
  try {
    makeFolders(draft);
    for (const purpose of TAKEN_ALONG) {
      const key = keys[purpose];
      if (key === undefined) continue;
      copyFileSync(key.file, draft.key(purpose));
      chmodSync(draft.key(purpose), 0o600);
    }
    const env = { TOUCHSTONE_STORE: draft.store, TOUCHSTONE_ARCHIVE: file, TOUCHSTONE_LOG_VKEY: vkey };
    const answer = await runScript(SCRIPT, [], { ...process.env, ...env }, io);
    writeDurably(draft.genesis, genesis, 0o644);
    // Secrets, public description and, last, the folder's own: as at a first start.
    found(draft, SAME_AS_FOUNDED, MEANS);
    if (io.signal.aborted) throw new IncompleteError("Stopped. Nothing was written.");
    if (existsSync(folder.root)) rmdirSync(folder.root);
    renameSync(draft.root, folder.root);
    return answer;
  } catch (error) {
    rmSync(draft.root, { recursive: true, force: true });
    throw error;
  }
}

const MEANS = {
  clock: () => asInstant(Date.now()),
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
};
