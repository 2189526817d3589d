/**
 * Runs the log core against the vectors of other people's implementations: transparency-dev/merkle (inclusion,
 * consistency, the RFC 6962 reference tree), golang/mod sumdb/note and C2SP signed-note, tlog-tiles and
 * tlog-cosignature. The folder of the vectors says where they come from.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base64Decode, base64Encode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { formatCheckpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { cosignedMessage } from "#lib/log/cosignature.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, ed25519NoteVerifier, openNote, parseNote, signNote } from "#lib/log/note.ts";
import { parseTilePath, partialTilesOfSize, TILE_WIDTH, tilePath, tilesOfSize } from "#lib/log/tile.ts";
import {
  leafHash,
  nodeHash,
  proveConsistency,
  proveInclusion,
  rootFromNodes,
  verifyConsistency,
  verifyInclusion,
} from "#lib/log/tree.ts";
import { parseVkey } from "#lib/log/vkey.ts";

/** Cases of one vector file: how many held, and the names of those that did not. */
export type ConformanceResult = { name: string; passed: number; failed: string[] };

/** `dir` holds the five files of `vectors/log`. Throws only when a file is missing or is not the file expected. */
export function runLogConformance(dir: string): ConformanceResult[] {
  const read = (file: string): string => readFileSync(join(dir, file), "utf8");
  return [
    runCases("merkle-inclusion.json", inclusionCases(read("merkle-inclusion.json"))),
    runCases("merkle-consistency.json", consistencyCases(read("merkle-consistency.json"))),
    runCases("rfc6962-reference-tree.json", referenceTreeCases(read("rfc6962-reference-tree.json"))),
    runCases("signed-note-cases.json", noteCases(read("signed-note-cases.json"))),
    runCases("tlog-text-vectors.json", textCases(read("tlog-text-vectors.json"))),
  ];
}

type Case = { name: string; holds: () => boolean };

function runCases(name: string, cases: Case[]): ConformanceResult {
  const failed: string[] = [];
  for (const { name: caseName, holds } of cases) {
    try {
      if (!holds()) failed.push(caseName);
    } catch (error) {
      failed.push(`${caseName}: threw ${String(error)}`);
    }
  }
  return { name, passed: cases.length - failed.length, failed };
}

/** The corpus has indices of 2^64 − 1, which JSON.parse would round to another number. */
function parseWithBigIntegers(text: string): unknown {
  return JSON.parse(text.replaceAll(/(": )(\d+)(?=[,\n}])/g, '$1"$2"'));
}

type InclusionVector = {
  path: string;
  leafIdx: string;
  treeSize: string;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
};

function inclusionCases(text: string): Case[] {
  return (parseWithBigIntegers(text) as InclusionVector[]).map((vector) => ({
    name: vector.path,
    holds: () =>
      verifyInclusion(
        (vector.proof ?? []).map(fromBase64),
        BigInt(vector.leafIdx),
        BigInt(vector.treeSize),
        fromBase64(vector.leafHash),
        fromBase64(vector.root),
      ) === !vector.wantErr,
  }));
}

type ConsistencyVector = {
  path: string;
  size1: string;
  size2: string;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
};

function consistencyCases(text: string): Case[] {
  return (parseWithBigIntegers(text) as ConsistencyVector[]).map((vector) => ({
    name: vector.path,
    holds: () =>
      verifyConsistency(
        (vector.proof ?? []).map(fromBase64),
        BigInt(vector.size1),
        BigInt(vector.size2),
        fromBase64(vector.root1),
        fromBase64(vector.root2),
      ) === !vector.wantErr,
  }));
}

type ReferenceTree = { leafInputsHex: string[]; rootHashesHexBySize: string[]; nodeHashesHexByLevel: string[][] };

function referenceTreeCases(text: string): Case[] {
  const { leafInputsHex, rootHashesHexBySize: roots, nodeHashesHexByLevel: levels } = JSON.parse(text) as ReferenceTree;
  const leaves = leafInputsHex.map((hex) => leafHash(fromHex(hex)));
  const node = (level: number, index: number): Hash => fromHex(levels[level]?.[index] ?? "") as Hash;
  const root = (size: number): Uint8Array => fromHex(roots[size] ?? "");
  const cases: Case[] = leaves.map((leaf, i) => ({
    name: `leaf ${i}`,
    holds: () => hexEncode(leaf) === levels[0]?.[i],
  }));
  for (const [level, hashes] of levels.entries()) {
    if (level === 0) continue;
    for (const [index, hex] of hashes.entries()) {
      const computed = () => nodeHash(node(level - 1, index * 2), node(level - 1, index * 2 + 1));
      cases.push({ name: `node ${level}/${index}`, holds: () => hexEncode(computed()) === hex });
    }
  }
  const get = ({ level, index }: { level: number; index: number }) => node(level, index);
  for (const [size, hex] of roots.entries()) {
    const grown = () => rootOf(append(emptyFrontier(), leaves.slice(0, size)).frontier);
    cases.push({ name: `root of ${size} from nodes`, holds: () => hexEncode(rootFromNodes(size, get)) === hex });
    cases.push({ name: `root of ${size} grown`, holds: () => hexEncode(grown()) === hex });
    for (let i = 0; i < size; i += 1) {
      const proved = () => verifyInclusion(proveInclusion(i, size, get), i, size, node(0, i), root(size));
      cases.push({ name: `inclusion of ${i} in ${size}`, holds: proved });
    }
    for (let from = 1; from <= size; from += 1) {
      const proved = () => verifyConsistency(proveConsistency(from, size, get), from, size, root(from), root(size));
      cases.push({ name: `consistency of ${from} with ${size}`, holds: proved });
    }
  }
  return cases;
}

type NoteVectors = {
  cases: {
    name: string;
    noteBase64: string;
    trustedVkeys: string[];
    expect: "ok" | "unverified" | "malformed" | "invalid-signature" | "ambiguous";
    verifiedNames: string[];
    unverifiedNames: string[];
  }[];
  vkeys: { valid: string[]; invalid: string[] };
  skeys: { skey: string; text: string; expectNote: string }[];
};

function noteCases(text: string): Case[] {
  const vectors = JSON.parse(text) as NoteVectors;
  const notes = vectors.cases.map((vector) => ({ name: vector.name, holds: () => isNoteAsExpected(vector) }));
  const valid = vectors.vkeys.valid.map((vkey) => ({ name: `valid ${vkey}`, holds: () => isVerifier(vkey) }));
  const invalid = vectors.vkeys.invalid.map((vkey) => ({ name: `invalid ${vkey}`, holds: () => !isVerifier(vkey) }));
  const spoiled = vectors.vkeys.valid.map((vkey) => ({
    name: `every spoiled copy of ${vkey}`,
    holds: () => spoiledCopies(vkey).every((copy) => !isVerifier(copy)),
  }));
  const signed = vectors.skeys.map(({ skey, text: noteText, expectNote }) => ({
    name: `signing with ${skey.slice(0, 24)}…`,
    holds: () => signNote(noteText, [signerOf(skey)]) === expectNote,
  }));
  return [...notes, ...valid, ...invalid, ...spoiled, ...signed];
}

function isNoteAsExpected(vector: NoteVectors["cases"][number]): boolean {
  const verifiers = vector.trustedVkeys.map((vkey) => ed25519NoteVerifier(vkey)).filter((v) => v !== undefined);
  const bytes = fromBase64(vector.noteBase64);
  const opened = openNote(bytes, verifiers);
  if (!opened.ok) {
    const listed = parseNote(bytes)?.signatures.map(({ name }) => name) ?? [];
    const isUnverifiedList = vector.expect !== "unverified" || isSameList(listed, vector.unverifiedNames);
    return opened.error === vector.expect && isUnverifiedList;
  }
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  return (
    vector.expect === "ok" &&
    isSameList(names(opened.value.verified), vector.verifiedNames) &&
    isSameList(names(opened.value.unverified), vector.unverifiedNames)
  );
}

/** The rule of x/mod's note_test: every proper substring, and every copy with one byte increased by one. */
function spoiledCopies(vkey: string): string[] {
  const copies: string[] = [];
  for (let from = 0; from < vkey.length; from += 1) {
    for (let to = from; to <= vkey.length; to += 1) {
      if (to - from < vkey.length) copies.push(vkey.slice(from, to));
    }
  }
  for (let i = 0; i < vkey.length; i += 1) {
    copies.push(vkey.slice(0, i) + String.fromCharCode(vkey.charCodeAt(i) + 1) + vkey.slice(i + 1));
  }
  return copies;
}

/** `PRIVATE+KEY+<name>+<id>+<base64(0x01 ‖ seed)>`, the signer form of x/mod. */
function signerOf(skey: string) {
  const [, , name = "", , ...key] = skey.split("+");
  return ed25519NoteSigner(name, fromBase64(key.join("+")).slice(1));
}

type TextVectors = {
  recordHash: { dataUtf8: string; hashBase64: string };
  checkpointLike: { text: string };
  tilePaths: { index: number; encoded: string }[];
  partialTileExample: {
    treeSize: number;
    fullLevel0: number;
    partialLevel0Width: number;
    fullLevel1: number;
    partialLevel1Width: number;
    partialLevel2Width: number;
  };
  cosignatureMessageExample: { timestamp: number; message: string };
};

function textCases(text: string): Case[] {
  const vectors = JSON.parse(text) as TextVectors;
  const { recordHash, checkpointLike, partialTileExample: example, cosignatureMessageExample: cosigned } = vectors;
  const checkpoint = parseCheckpoint(checkpointLike.text);
  const full = (level: number) =>
    tilesOfSize(example.treeSize).filter((tile) => tile.level === level && tile.width === TILE_WIDTH).length;
  const partial = partialTilesOfSize(example.treeSize).map(({ level, width }) => `${level}:${width}`);
  const widths = [example.partialLevel0Width, example.partialLevel1Width, example.partialLevel2Width];
  const afterTime = cosigned.message.split("\n").slice(2).join("\n");
  const message = () => utf8Decode(cosignedMessage(cosigned.timestamp, utf8Encode(afterTime)));
  return [
    {
      name: "record hash",
      holds: () => base64Encode(leafHash(utf8Encode(recordHash.dataUtf8))) === recordHash.hashBase64,
    },
    {
      name: "checkpoint text",
      holds: () => checkpoint.ok && formatCheckpoint(checkpoint.value) === checkpointLike.text,
    },
    ...vectors.tilePaths.flatMap(({ index, encoded }) => [
      { name: `path of tile ${index}`, holds: () => tilePath(tileAt(index)) === `tile/0/${encoded}` },
      { name: `tile of path ${encoded}`, holds: () => parseTilePath(`tile/0/${encoded}`)?.number === index },
    ]),
    { name: "full tiles of level 0", holds: () => full(0) === example.fullLevel0 },
    { name: "full tiles of level 1", holds: () => full(1) === example.fullLevel1 },
    {
      name: "partial tiles",
      holds: () =>
        isSameList(
          partial,
          widths.map((width, level) => `${level}:${width}`),
        ),
    },
    { name: "cosigned message", holds: () => message() === cosigned.message },
  ];
}

const tileAt = (number: number) => ({ level: 0, number, width: TILE_WIDTH });
const isVerifier = (vkey: string): boolean => parseVkey(vkey) !== undefined && ed25519NoteVerifier(vkey) !== undefined;
const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);

function fromBase64(text: string): Uint8Array {
  const bytes = base64Decode(text);
  if (bytes === undefined) throw new Error(`Vector is not base64: ${text}`);
  return bytes;
}

function fromHex(text: string): Uint8Array {
  const bytes = hexDecode(text);
  if (bytes === undefined) throw new Error(`Vector is not hex: ${text}`);
  return bytes;
}
