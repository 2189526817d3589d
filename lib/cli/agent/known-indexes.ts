/**
 * What an agent keeps of each index beside its record: whose log it is, the largest head, its answers, one file for each question
 * and size. Two that differ are evidence. All of it is public; a folder that is lost costs memory and no trust in others.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { FraudTrust } from "#lib/state/fraud/judgement.ts";
import { didKey } from "#lib/statement/fields.ts";
import type { SignedAnswer } from "#lib/statement/signed-answer.ts";
import { UsageError } from "../command.ts";

const knownIndexSchema = z.strictObject({
  origin: z.string(),
  vkey: z.string(),
  /** From its genesis, or from a state root that named another. */
  answerKey: didKey,
  /** Entries after which that key was proven to be in force; 0: genesis names it. */
  keySize: z.int().min(0).default(0),
  /** Keys before it, each with the receipt of the entry that names it: old answers are theirs. */
  earlierKeys: z.array(z.strictObject({ answerKey: didKey, receipt: z.string() })).default([]),
  /** Who signs its state roots. */
  issuer: didKey,
  /** Canonical text: the receipt of the entry that names the answer key. */
  receipt: z.string(),
  /** The largest head, as a note that the log signed. */
  head: z.string(),
  /** Of the last recommendation: none is taken that speaks of less. */
  size: z.int().min(0),
  /** SHA-256 of the answer that was last held against log and list. */
  held: z.string().nullable(),
  /** Whether its marks were proven then: before the first state root nothing is. */
  isProven: z.boolean(),
  /** The file that convicts it; it is never asked again. */
  convicted: z.string().nullable(),
});
export type KnownIndex = z.infer<typeof knownIndexSchema>;

const fileSchema = z.record(z.string(), knownIndexSchema);

/** Canonical text of the receipt of the entry that named this key; undefined for one that never answered for it. */
export function receiptOf(known: KnownIndex, answerKey: string): string | undefined {
  return [known, ...known.earlierKeys].find((one) => one.answerKey === answerKey)?.receipt;
}

/** By what proofs against it are held: its keys were proven to be in force. */
export function trustOf({ vkey, answerKey, earlierKeys }: KnownIndex): FraudTrust {
  const answerKeys = [answerKey, ...earlierKeys.map((one) => one.answerKey)] as Did[];
  return { logVkey: vkey, answerKeys, raw: rawVerify };
}

export class KnownIndexes {
  readonly #folder: string;
  readonly #known: Map<string, KnownIndex>;

  /** Errors: `UsageError` for a file that nobody here wrote. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#known = readKnown(join(folder, "indexes.json"));
  }

  get(address: string): KnownIndex | undefined {
    return this.#known.get(address);
  }

  set(address: string, known: KnownIndex): void {
    this.#known.set(address, known);
    writeWhole(join(this.#folder, "indexes.json"), `${JSON.stringify(Object.fromEntries(this.#known), null, 1)}\n`);
  }

  /** An earlier answer to the same question of the same size, whatever it says; keeps this one where there is none. */
  earlier(answer: SignedAnswer, bytes: Uint8Array): Uint8Array | undefined {
    const { origin, request, asOf } = answer;
    const question = canonicalText({ origin, request: { ...request }, size: asOf.size });
    const file = join(this.#folder, "answers", `${nameOf(question)}.answer.json`);
    if (existsSync(file)) return new Uint8Array(readFileSync(file));
    writeWhole(file, bytes);
    return undefined;
  }

  /** Of all kept answers, one for each question and size: the same in every book. */
  get answerNames(): string[] {
    const folder = join(this.#folder, "answers");
    return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".answer.json")) : [];
  }

  answer(name: string): Uint8Array | undefined {
    const file = join(this.#folder, "answers", name);
    return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined;
  }

  ofOrigin(origin: string): KnownIndex[] {
    return [...this.#known.values()].filter((known) => known.origin === origin);
  }

  /** Writes a proof of fraud, and says where. */
  convict(name: string, bytes: Uint8Array): string {
    const file = join(this.#folder, "fraud", name);
    writeWhole(file, bytes);
    return file;
  }
}

function readKnown(file: string): Map<string, KnownIndex> {
  if (!existsSync(file)) return new Map();
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new UsageError(`${file} is no JSON: remove it, and the indexes are met anew.`);
  }
  const read = fileSchema.safeParse(json);
  if (read.success) return new Map(Object.entries(read.data));
  throw new UsageError(`${file} is not what an agent keeps of indexes: remove it, and they are met anew.`);
}

function nameOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function writeWhole(file: string, content: string | Uint8Array): void {
  mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, content, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
