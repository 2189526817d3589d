/**
 * The data folder: everything of one index on one machine. `touchstone.json` names its format; it is written last, so a
 * folder with it is whole, and what an interrupted first start left behind is finished by the next.
 */
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { CliError } from "./cli-error.ts";

/**
 * Raised when a file, a stored form or a logged word changes its meaning. 2: the index's form keeps its last state root.
 * 3: other verdicts on answers that promise nothing and on keys that were not in force yet. 4: likewise on what honest
 * services do by right, charges are told by their content type, and admissions have one more check.
 * 5: the form of a published key keeps where it proved a name before, that of a version where several keys published it.
 * 6: other verdicts on answers to requests that are written otherwise than the definition's tests write theirs.
 * 7: likewise where tests mix case, accents, lengths of lists or types (ADR 0256).
 * 8: likewise what stands within other texts, identifiers, letters beyond ASCII and two values (ADRs 0261 to 0264).
 */
export const FORMAT_VERSION = 8;

/** `draw` signs nothing: its seed begins the chain of preimages by which panels are drawn (docs/protocol/draw.md). */
export const KEY_PURPOSES = ["log", "promise", "witness", "statement", "answer", "draw", "admin"] as const;
export type IndexKeyPurpose = (typeof KEY_PURPOSES)[number];

const Description = z.object({
  formatVersion: z.number().int(),
  foldVersion: z.number().int(),
  origin: z.string(),
  createdAt: z.string(),
  /** Random: tells this folder from another at the same place. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Description = z.infer<typeof Description>;

export type DataFolder = {
  readonly root: string;
  readonly description: string;
  readonly lock: string;
  /** What came of the last `touchstone restart`: {@link Restarted}. */
  readonly restarted: string;
  readonly pg: string;
  readonly store: string;
  readonly logs: string;
  readonly genesis: string;
  readonly publicKeys: string;
  readonly secrets: string;
  /** The operator's witness policy, for everybody to read. */
  readonly witnessPolicy: string;
  /** Demonstration witnesses: a folder for each, and the policy that names them. */
  readonly witnesses: string;
  /** The operator's list of other logs, as `--peers` gave it last; absent when it never did. */
  readonly peers: string;
  /** What time it is in a demonstration; absent in every other index. */
  readonly clock: string;
  /** Which invented world a demonstration has, and whether it stands whole; absent in every other index. */
  readonly demo: string;
  /** Of a demonstration: a data folder for each index beside it, and the book of the agent that asks them. */
  readonly neighbours: string;
  readonly key: (purpose: IndexKeyPurpose) => string;
};

/** Names of the processes that were replaced, and why it ended before the last of them. */
export const Restarted = z.object({ replaced: z.array(z.string()), failed: z.string().optional() });
export type Restarted = z.infer<typeof Restarted>;

/** The folder that `--data` names, from where the user called; preset `.touchstone`. */
export function dataFolderAt(given: string | undefined): DataFolder {
  const root = path.resolve(process.env.INIT_CWD ?? process.cwd(), given ?? ".touchstone");
  return {
    root,
    description: path.join(root, "touchstone.json"),
    lock: path.join(root, "lock"),
    restarted: path.join(root, "restarted.json"),
    pg: path.join(root, "pg"),
    store: path.join(root, "store"),
    logs: path.join(root, "logs"),
    genesis: path.join(root, "genesis.json"),
    publicKeys: path.join(root, "public.json"),
    secrets: path.join(root, "secrets.json"),
    witnessPolicy: path.join(root, "witness-policy.txt"),
    witnesses: path.join(root, "witnesses"),
    peers: path.join(root, "peers.txt"),
    clock: path.join(root, "clock.txt"),
    demo: path.join(root, "demo.json"),
    neighbours: path.join(root, "neighbours"),
    key: (purpose) => path.join(root, "keys", `${purpose}.json`),
  };
}

/** Where the database goes when the server's user cannot reach the folder: bound to this folder at this place. */
export function systemClusterOf(folder: DataFolder, description: Description): string {
  const name = createHash("sha256")
    .update(`${description.id}\0${realpathSync(folder.root)}`)
    .digest("hex")
    .slice(0, 16);
  return path.join("/var/lib/touchstone", name, "pg");
}

/** Writes a file whole or not at all, on disk when this returns. */
export function writeDurably(file: string, content: string | Uint8Array, mode: number): void {
  const partial = `${file}.${process.pid}.partial`;
  const descriptor = openSync(partial, "w", mode);
  try {
    writeSync(descriptor, typeof content === "string" ? Buffer.from(content) : content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(partial, file);
}

export function writeJson(file: string, value: unknown, mode: number): void {
  writeDurably(file, `${JSON.stringify(value, undefined, 2)}\n`, mode);
}

/** Makes the folders. Errors: not writable, or a folder that holds something else. */
export function makeFolders(folder: DataFolder): void {
  try {
    if (!existsSync(folder.description) && existsSync(folder.root)) {
      const strangers = readdirSync(folder.root).filter((name) => !OUR_NAMES.test(name));
      if (strangers.length > 0) {
        throw new CliError(
          `${folder.root} holds other files (${strangers.slice(0, 3).join(", ")}): name an empty folder.`,
        );
      }
    }
    mkdirSync(folder.root, { recursive: true });
    // The database's user passes through (it is another one when we are root); everything inside is closed by itself.
    chmodSync(folder.root, process.getuid?.() === 0 ? 0o711 : 0o700);
    for (const inner of [path.dirname(folder.key("log")), folder.store, folder.logs]) {
      mkdirSync(inner, { recursive: true, mode: 0o700 });
      chmodSync(inner, 0o700);
    }
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      `The data folder ${folder.root} cannot be made: ${error instanceof Error ? error.message : error}`,
    );
  }
}

const OUR_NAMES =
  /^(pg|store|keys|logs|lock|neighbours|witnesses|witness-policy\.txt|peers\.txt|clock\.txt|(demo|genesis|public|restarted|secrets|touchstone)\.json)(\.|$)/;

/** The folder's description; undefined when it was never finished. Errors: unreadable, or of another build. */
export function readDescription(folder: DataFolder): Description | undefined {
  if (!existsSync(folder.description)) return undefined;
  let parsed: ReturnType<typeof Description.safeParse>;
  try {
    parsed = Description.safeParse(JSON.parse(readFileSync(folder.description, "utf8")));
  } catch {
    throw new CliError(`${folder.description} is not readable as JSON: restore it, or ${resetHint(folder)}`);
  }
  const description = parsed.success ? parsed.data : undefined;
  if (description?.formatVersion === FORMAT_VERSION && description.foldVersion === FOLD_VERSION) return description;
  throw new CliError(`The data folder ${folder.root} was made by another build of Touchstone: ${resetHint(folder)}`);
}

function resetHint(folder: DataFolder): string {
  return `delete it with \`npm run touchstone -- reset --yes --data ${folder.root}\` and start again.`;
}

export function describe(origin: string, createdAt: string): Description {
  return {
    formatVersion: FORMAT_VERSION,
    foldVersion: FOLD_VERSION,
    origin,
    createdAt,
    id: randomBytes(16).toString("hex"),
  };
}
