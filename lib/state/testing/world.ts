/** A small log in memory for tests: signs real statements, logs them, folds them. Seeds and times are fixed. */
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { nobleVerify, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type Origin, providerIdOf, providerIdOfKey, type StatementHash } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { leafHash } from "#lib/log/tree.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import { composeStatement, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { encodeEntry, parseEntry } from "#lib/statement/entry.ts";
import { signingBytes, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { keyProofBytes, nameProofBytes } from "#lib/statement/possession-proof.ts";
import { FOLD_VERSION } from "../fold-version.ts";
import { MemoryState } from "../memory-state.ts";
import type { Effect } from "../reducer.ts";
import { lastInSlot } from "../slot.ts";

export const TEST_LOG = "test.invalid/log" as Origin;
export const TEST_START = parseInstant("2026-11-22T10:00:00.000Z") as Instant;

// What follows from its arguments alone is computed once for a file of tests: each costs plain TypeScript milliseconds.
const knownKeys = new Map<string, Identity>();
const knownAnswers = new Map<string, boolean>();
const knownStatements = new Map<string, Uint8Array>();

/** A key that is the same in every run. */
export function testKey(name: string): Identity {
  let key = knownKeys.get(name);
  if (key === undefined) {
    key = identityOfSeed(sha256(utf8Encode(`touchstone test key ${name}`)));
    knownKeys.set(name, key);
  }
  return key;
}

/** noble's answer, kept for each signature, message and key: logs that are checked again and again differ in few. */
export function rememberingVerify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  const asked = hexEncode(sha256(concatBytes(signature, publicKey, message)));
  let answer = knownAnswers.get(asked);
  if (answer === undefined) {
    answer = nobleVerify(signature, message, publicKey);
    knownAnswers.set(asked, answer);
  }
  return answer;
}

export const digestOfKey = (key: Identity): string => hexEncode(sha256(key.publicKey));

export const IDENTITY_BODY: JsonObject = {
  version: 1,
  effectiveAt: "2026-11-22T10:00:00.000Z",
  expiresAt: "2027-11-22T10:00:00.000Z",
  legalName: "Halden Exchange GmbH",
  form: "GmbH",
  jurisdiction: "DE",
  regulation: { status: "none-by-choice" },
};

export type Saying = {
  kind: Kind;
  by: Identity;
  issuer?: Identity;
  subject: string;
  body: JsonObject;
  change?: Partial<UnsignedStatement>;
};
export type Said = {
  effect: Effect;
  hash: StatementHash;
  leaf: Uint8Array;
  statement: UnsignedStatement;
  bytes: Uint8Array;
};

function signOnce(statement: UnsignedStatement, { seed }: Identity): Uint8Array {
  const name = hexEncode(sha256(concatBytes(seed, signingBytes(statement))));
  const bytes = knownStatements.get(name) ?? signStatement(statement, seed);
  knownStatements.set(name, bytes);
  return bytes;
}

export class TestWorld {
  readonly state: MemoryState;
  readonly leaves: Uint8Array[] = [];
  readonly index = testKey("index statement");
  readonly admin = testKey("index admin");
  now: Instant = TEST_START;
  #ids = 0;

  constructor(state = MemoryState.empty()) {
    this.state = state;
  }

  /** The same log once more: what is said to one is not heard by the other. */
  fork(): TestWorld {
    const copy = new TestWorld(MemoryState.load(this.state.rows()));
    copy.leaves.push(...this.leaves);
    copy.now = this.now;
    copy.#ids = this.#ids;
    return copy;
  }

  /** A log with its genesis; `change`: of its body. */
  static founded(change: JsonObject = {}): TestWorld {
    const world = new TestWorld();
    const body = { ...world.genesisBody(), ...change };
    world.say({ kind: "index.genesis", by: world.index, subject: "index", body });
    return world;
  }

  genesisBody(): JsonObject {
    const [log, promise, answer, witness] = [testKey("log"), testKey("promise"), testKey("answer"), testKey("witness")];
    const keys = { log, promise, answer, witness, statement: this.index, admin: this.admin };
    return newGenesisBody(TEST_LOG, keys, { foldVersion: FOLD_VERSION });
  }

  /** The statement with the slot's right predecessor, unless `change` says otherwise. */
  compose({ kind, by, issuer = by, subject, body, change = {} }: Saying): UnsignedStatement {
    this.#ids += 1;
    const random = (count: number) => sha256(utf8Encode(`id ${this.#ids}`)).slice(0, count);
    const draft = { kind, log: TEST_LOG, issuer: issuer.did, key: by.thumbprint, subject, body };
    const plain = composeStatement(draft, this.now, random);
    const prev = lastInSlot(this.state, plain);
    return { ...plain, ...(prev === undefined ? {} : { prev }), ...change };
  }

  /** Signs, logs and folds. */
  say(saying: Saying): Said {
    return this.log(this.compose(saying), saying.by);
  }

  log(statement: UnsignedStatement, by: Identity): Said {
    const bytes = signOnce(statement, by);
    const leaf = encodeEntry(this.now, bytes);
    const hash = statementHash(statement);
    const index = this.leaves.length as never;
    this.leaves.push(leaf);
    const { effect } = this.state.apply({ index, leafHash: leafHash(leaf), loggedAt: this.now, statement, hash });
    return { effect, hash, leaf, statement, bytes };
  }

  /** Folds an entry that somebody else logged, the next one. Throws where it is none. */
  hear(leaf: Uint8Array): Effect {
    const entry = parseEntry(leaf);
    if (!entry.ok) throw new Error(`${entry.error.pointer}: ${entry.error.detail}`);
    const { loggedAt, parsed } = entry.value;
    const index = this.leaves.length as never;
    this.leaves.push(leaf);
    const { statement, hash } = parsed;
    return this.state.apply({ index, leafHash: leafHash(leaf), loggedAt, statement, hash }).effect;
  }

  register(operator: Identity, body: JsonObject = {}): Said {
    return this.say({
      kind: "participant.register",
      by: operator,
      subject: operator.did,
      body: { displayName: "Halden", ...body },
    });
  }

  /** A registered provider's id. */
  provider(operator: Identity, body: JsonObject = {}): string {
    const said = this.say({
      kind: "provider.register",
      by: operator,
      subject: "new",
      body: { kind: "instance", name: "Halden", ...body },
    });
    if (said.effect.status === "void") throw new Error(`provider.register is void: ${said.effect.code}`);
    return providerIdOf(said.hash);
  }

  nameProof(operator: Identity, own: Identity, provider = "new"): { publicKey: string; signature: string } {
    const signature = signEd25519(own.seed, nameProofBytes({ log: TEST_LOG, operator: operator.did, provider }));
    return { publicKey: own.did, signature: base64UrlEncode(signature) };
  }

  /** Body of provider.claim of the provider that is named by `own`, with its true proof. */
  claimBody(operator: Identity, own: Identity): JsonObject {
    const { signature } = this.nameProof(operator, own, providerIdOfKey(own.did));
    return { kind: "instance", name: "Claimed", providerKey: own.did, proof: signature };
  }

  /** Body of key.add with a true proof of possession, chained to the owner's last key statement. */
  keyBody(owner: string, purpose: KeyPurpose, added: Identity, revealed?: Identity): JsonObject {
    return {
      purpose,
      newKey: added.did,
      proof: this.possession(owner, purpose, added),
      ...(revealed === undefined ? {} : { publicKey: revealed.did }),
    };
  }

  /** Body of key.recover by the recovery key, with a true proof of possession. */
  recoverBody(did: string, added: Identity, recovery: Identity, change: JsonObject = {}): JsonObject {
    return { newKey: added.did, proof: this.possession(did, "control", added), publicKey: recovery.did, ...change };
  }

  /** What a new key signs to be published next for this owner. */
  possession(owner: string, purpose: KeyPurpose, added: Identity): string {
    const probe = { kind: "key.add", subject: owner } as UnsignedStatement;
    const prev = lastInSlot(this.state, probe);
    const proof = {
      log: TEST_LOG,
      provider: owner,
      thumbprint: added.thumbprint,
      purpose,
      ...(prev === undefined ? {} : { prev }),
    };
    return base64UrlEncode(signEd25519(added.seed, keyProofBytes(proof)));
  }
}
