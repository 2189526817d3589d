/** Where the shared vectors are, and what a suite reports. The vectors are not part of this repository. */

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { hexDecode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";

/** One suite's result; `failed` names each vector that went wrong and how. */
export type Suite = { readonly name: string; readonly passed: number; readonly failed: readonly string[] };

/** The vectors' folder: `TOUCHSTONE_VECTORS`, else `../shared/vectors` beside the repository; undefined when absent. */
export function vectorsFolder(): string | undefined {
  const folder = process.env.TOUCHSTONE_VECTORS ?? resolve(import.meta.dirname, "../../../shared/vectors");
  return existsSync(folder) ? folder : undefined;
}

/** Runs one check per case; a check answers what is wrong, undefined when nothing is. A throw is a failure. */
export async function runSuite<T>(
  name: string,
  cases: readonly T[],
  check: (item: T, position: number) => string | undefined | Promise<string | undefined>,
): Promise<Suite> {
  const failed: string[] = [];
  for (const [position, item] of cases.entries()) {
    try {
      const wrong = await check(item, position);
      if (wrong !== undefined) failed.push(`#${position}: ${wrong}`);
    } catch (error) {
      failed.push(`#${position}: threw ${String(error)}`);
    }
  }
  return { name, passed: cases.length - failed.length, failed };
}

/** One signature vector with the answers that TS-Ed25519/1 must give. */
export type SignatureVector = {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  /** Whether the key is admitted; not stated for generated vectors. */
  readonly keyAccepted?: boolean;
  readonly valid: boolean;
};

export const SIGNATURE_SETS = ["cctv", "speccheck", "wycheproof"] as const;
export type SignatureSet = (typeof SIGNATURE_SETS)[number];

type Expected = { sets: Record<SignatureSet, { n: number; key_accepted: string; profile: string }> };
type Triple = { publicKey: Uint8Array; message: Uint8Array; signature: Uint8Array };
type Cctv = { key: string; msg: string; sig: string };
type SpecCheck = { pub_key: string; message: string; signature: string };
type Wycheproof = { testGroups: { publicKey: { pk: string }; tests: { msg: string; sig: string }[] }[] };

/** One of the three published sets, in file order, joined with its expected answers. Throws when the files disagree. */
export function readSignatureVectors(folder: string, set: SignatureSet): SignatureVector[] {
  const expected = readJson<Expected>(`${folder}/ed25519/expected.json`).sets[set];
  const triples = READERS[set](`${folder}/ed25519`);
  if (triples.length !== expected.n) throw new Error(`${set} has ${triples.length} vectors, expected ${expected.n}`);
  return triples.map((triple, i) => ({
    ...triple,
    keyAccepted: expected.key_accepted[i] === "1",
    valid: expected.profile[i] === "1",
  }));
}

const READERS: Record<SignatureSet, (folder: string) => Triple[]> = {
  cctv: (folder) =>
    readJson<Cctv[]>(`${folder}/cctv-ed25519.json`).map((vector) => ({
      publicKey: fromHex(vector.key),
      message: utf8Encode(vector.msg),
      signature: fromHex(vector.sig),
    })),
  speccheck: (folder) =>
    readJson<SpecCheck[]>(`${folder}/speccheck-cases.json`).map((vector) => ({
      publicKey: fromHex(vector.pub_key),
      message: fromHex(vector.message),
      signature: fromHex(vector.signature),
    })),
  wycheproof: (folder) =>
    readJson<Wycheproof>(`${folder}/wycheproof-ed25519.json`).testGroups.flatMap((group) =>
      group.tests.map((vector) => ({
        publicKey: fromHex(group.publicKey.pk),
        message: fromHex(vector.msg),
        signature: fromHex(vector.sig),
      })),
    ),
};

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8"));
}

function fromHex(hex: string): Uint8Array {
  const bytes = hexDecode(hex);
  if (bytes === undefined) throw new Error(`not hex: ${hex}`);
  return bytes;
}
