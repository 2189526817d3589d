/**
 * Founding an index: its keys, secrets, genesis statement and public description. Every file is made once; a later start
 * only reads them, and refuses options that contradict what genesis says for ever.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { chainEnd } from "#lib/dispute/draw-chain.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { hasSimulatedClock } from "#lib/kernel/demo-origin.ts";
import { type Origin, parseOrigin } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { parsePeerList } from "#lib/log/peer-list.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { genesisBody } from "#lib/statement/bodies.ts";
import { composeStatement, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { type ParsedStatement, parseStatement } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { CliError } from "../cli-error.ts";
import {
  type DataFolder,
  type Description,
  describe,
  type IndexKeyPurpose,
  KEY_PURPOSES,
  makeFolders,
  readDescription,
  writeDurably,
  writeJson,
} from "../data-folder.ts";
import { readIndexKey, writeIndexKey } from "../index-key-file.ts";
import type { FoundingOptions } from "./options.ts";

export type IndexKeys = Readonly<Record<IndexKeyPurpose, Identity>>;

const Secrets = z.object({
  databasePasswords: z.object({ owner: z.string(), web: z.string(), seq: z.string(), worker: z.string() }),
  authSecret: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

export type Founded = {
  readonly description: Description;
  readonly origin: Origin;
  readonly keys: IndexKeys;
  readonly secrets: Secrets;
  readonly genesis: ParsedStatement;
  /** What time it is in its log. */
  readonly clock: Clock;
  /** Whether this start founded it. */
  readonly isNew: boolean;
};

/** `verifierSha256`: of the verifier file that this build serves, for genesis. */
export type Means = { readonly clock: Clock; readonly random: Random; readonly verifierSha256?: string };

/** Reads a key file, or makes one. Errors: CliError for a file that is damaged or of another purpose. */
export function loadKey(file: string, purpose: IndexKeyPurpose, random: Random): Identity {
  if (!existsSync(file)) writeIndexKey(file, purpose, identityOfSeed(random(32)));
  const key = readIndexKey(file, purpose);
  if (key === undefined)
    throw new CliError(`The key file ${file} is damaged: restore it from a backup. The log cannot go on without it.`);
  return key;
}

function loadSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    const secret = (): string => randomBytes(32).toString("base64url");
    const made: Secrets = {
      databasePasswords: { owner: secret(), web: secret(), seq: secret(), worker: secret() },
      authSecret: secret(),
    };
    writeJson(file, made, 0o600);
  }
  const parsed = Secrets.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new CliError(`${file} is damaged: restore it from a backup.`);
  return parsed.data;
}

function makeGenesis(origin: Origin, keys: IndexKeys, options: FoundingOptions, means: Means): Uint8Array {
  const { clock, random, verifierSha256 } = means;
  const admin = options.admin === undefined ? keys.admin : { did: options.admin };
  const choices = {
    foldVersion: FOLD_VERSION,
    policy: options.policy,
    modelHash: modelHash(MODEL_1),
    verifierSha256,
    drawChainEnd: chainEnd(keys.draw.seed),
  };
  const body = newGenesisBody(origin, { ...keys, admin }, choices);
  const { did, thumbprint, seed } = keys.statement;
  const draft = { kind: "index.genesis", log: origin, issuer: did, key: thumbprint, subject: "index", body } as const;
  return signStatement(composeStatement(draft, clock(), random), seed);
}

/** Genesis says these for ever: a start that says otherwise is a mistake, not a change. */
function refuseContradictions(genesis: ParsedStatement, options: FoundingOptions, folder: DataFolder): void {
  const { origin, policy, admins } = genesisBody.parse(genesis.statement.body);
  const differs = (name: string, is: string): CliError =>
    new CliError(
      `The log in ${folder.root} has ${is} since its first entry, and ${name} cannot change it: leave ${name} out, or name another --data.`,
    );
  if (options.origin !== undefined && options.origin !== origin) throw differs("--origin", `the origin ${origin}`);
  if (options.policy !== undefined && canonicalText(options.policy) !== canonicalText(policy)) {
    throw differs("--policy", "another policy");
  }
  if (options.admin !== undefined && !admins.includes(options.admin)) throw differs("--admin", "another administrator");
}

/** Keys that anyone may know. The two others (of the draw, of the administrator) may lie elsewhere. */
const DESCRIBED = ["log", "promise", "witness", "statement", "answer"] as const satisfies readonly IndexKeyPurpose[];
type DescribedPurpose = (typeof DESCRIBED)[number];

/** What anyone may know; the web process reads its keys here. */
function publicDescription(
  origin: Origin,
  keys: Readonly<Record<DescribedPurpose, Identity>>,
  genesis: ParsedStatement,
): Record<string, unknown> {
  const vkey = (name: string, type: "ed25519" | "cosignature/v1", purpose: DescribedPurpose): string =>
    formatVkey({ name, type, publicKey: keys[purpose].publicKey });
  return {
    origin,
    name: origin,
    vkeys: {
      log: vkey(origin, "ed25519", "log"),
      promise: vkey(`${origin}/promise`, "ed25519", "promise"),
      witness: vkey(`${origin}/witness`, "cosignature/v1", "witness"),
    },
    statementKey: keys.statement.did,
    answerKey: keys.answer.did,
    genesisHash: genesis.hash,
    foldVersion: FOLD_VERSION,
    clock: hasSimulatedClock(origin) ? "simulated" : "system",
  };
}

/** Writes the public keys as the key files are now: `touchstone index rotate` replaces one beside a running index. */
export function describeKeys(folder: DataFolder, { origin, genesis }: Founded): void {
  const load = (purpose: DescribedPurpose) => {
    if (!existsSync(folder.key(purpose))) throw new CliError(`The key file ${folder.key(purpose)} is missing.`);
    return [purpose, loadKey(folder.key(purpose), purpose, () => new Uint8Array())];
  };
  const keys = Object.fromEntries(DESCRIBED.map(load)) as Record<DescribedPurpose, Identity>;
  writeJson(folder.publicKeys, publicDescription(origin, keys, genesis), 0o644);
}

/** Keeps the list of peers for this and later starts. An index that watched itself would agree with itself. */
function keepPeers(text: string | undefined, origin: Origin, folder: DataFolder): void {
  if (text === undefined) return;
  const peers = parsePeerList(text);
  if (peers.ok && peers.value.some((peer) => peer.origin === origin)) {
    throw new CliError(`--peers: ${origin} is this index itself; name other logs.`, 2);
  }
  writeDurably(folder.peers, text, 0o644);
}

/**
 * Makes or reads everything that an index has before its first entry. Call with the folder's lock held. `world`: entry 0 of
 * the demonstration, whose keys stand in the folder already.
 */
export function found(folder: DataFolder, options: FoundingOptions, means: Means, world?: Uint8Array): Founded {
  const before = readDescription(folder);
  makeFolders(folder);
  const load = (purpose: IndexKeyPurpose): [IndexKeyPurpose, Identity] => [
    purpose,
    loadKey(folder.key(purpose), purpose, means.random),
  ];
  const keys = Object.fromEntries(KEY_PURPOSES.map(load)) as Record<IndexKeyPurpose, Identity>;
  const secrets = loadSecrets(folder.secrets);

  if (!existsSync(folder.genesis) && world !== undefined) writeDurably(folder.genesis, world, 0o644);
  if (!existsSync(folder.genesis)) {
    const preset = `localhost.invalid/${hexEncode(keys.log.publicKey.subarray(0, 4))}`;
    const chosen = parseOrigin(options.origin ?? preset);
    if (chosen === undefined) throw new CliError(`--origin ${options.origin}: not an origin.`, 2);
    writeDurably(folder.genesis, makeGenesis(chosen, keys, options, means), 0o644);
  }
  const genesis = parseStatement(readFileSync(folder.genesis));
  const origin = genesis.ok ? parseOrigin(genesis.value.statement.log) : undefined;
  if (!genesis.ok || origin === undefined)
    throw new CliError(`${folder.genesis} is damaged: restore it from a backup.`);
  refuseContradictions(genesis.value, options, folder);
  keepPeers(options.peers, origin, folder);
  // A demonstration begins at its genesis, and time passes there only when something happens.
  if (hasSimulatedClock(origin) && !existsSync(folder.clock))
    writeDurably(folder.clock, `${genesis.value.statement.issuedAt}\n`, 0o644);

  const clock = processClock(existsSync(folder.clock) ? folder.clock : undefined);

  writeJson(folder.publicKeys, publicDescription(origin, keys, genesis.value), 0o644);
  const description = before ?? describe(origin, formatInstant(means.clock()));
  if (!before) writeJson(folder.description, description, 0o644);
  return { description, origin, keys, secrets, genesis: genesis.value, clock, isNew: before === undefined };
}
