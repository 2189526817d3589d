/**
 * Evidence in the offline verifier: definitions and their code come as files beside it, and code runs in workers of a script
 * that is packed into this page, over the runtime that is packed into it.
 */
import { inflateSync } from "fflate";
import { browserClock } from "#lib/client/platform.ts";
import { BrowserHost } from "#lib/client/replay/browser-host.ts";
import { originOfReceipt } from "#lib/client/verify/check-receipt.ts";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import { base64Decode, hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { compileQuickJs } from "#lib/platform/quickjs-instance.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { awaitsJudging, judgeAgain, type Pause } from "#lib/state/files/judge-again.ts";
import { awaitsRun, runFraudAgain } from "#lib/state/files/judge-fraud-proof.ts";
import { recogniseEvidence } from "#lib/state/files/recognise-evidence.ts";
import { judgeEvidence } from "#lib/state/files/verify-evidence.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { type Definition, stateOf } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { find } from "./dom.ts";
import type { ReaderTrust } from "./read-trust.ts";

/** Code, state and definitions are smaller. */
const MOST_BYTES = 600_000;

type Given = { readonly name: string; readonly source: Blob };

export type Materials = {
  /** Whether a definition that was given names this file by its hash: it is code or state, and no document. */
  readonly isMaterial: (file: Given) => boolean;
  readonly definitionOf: (hash: string) => KnownDefinition | undefined;
};

/** What among the files is a definition, and what such a definition names. */
export async function materialsAmong(files: readonly Given[]): Promise<Materials> {
  const small = files.filter(({ source }) => source.size <= MOST_BYTES);
  const read = await Promise.all(
    small.map(async (file) => {
      const bytes = new Uint8Array(await file.source.arrayBuffer());
      return { file, bytes, hash: hexEncode(sha256(bytes)), found: recogniseEvidence(bytes) };
    }),
  );
  const byHash = new Map(read.map(({ hash, bytes }) => [hash, bytes]));
  const definitions = read.flatMap(({ found }) =>
    found !== undefined && "kind" in found && found.kind === "definition" ? [found.definition] : [],
  );
  const named = new Set(definitions.flatMap(namedBy));
  const materials = new Set(read.filter(({ hash }) => named.has(hash)).map(({ file }) => file));
  return {
    isMaterial: (file) => materials.has(file),
    definitionOf: (hash) => {
      const definition = definitions.find((one) => hexEncode(definitionHash(one)) === hash);
      if (definition === undefined) return undefined;
      const [code, state] = [codeOf(definition), stateOf(definition)?.snapshot].map((name) => byHash.get(name ?? ""));
      return { definition, material: { code, state }, listed: undefined };
    },
  };
}

const codeOf = (definition: Definition): string | undefined =>
  hasCode(definition) ? definition.code.sha256 : undefined;

function namedBy(definition: Definition): string[] {
  return [codeOf(definition), stateOf(definition)?.snapshot].filter((hash) => hash !== undefined);
}

/** Evidence with its fourteen checks, a verdict judged again by the log beside it; every other finding as it is. */
export async function judgedHere(
  found: FileFinding,
  trust: ReaderTrust & { readonly file: FileTrust },
  { definitionOf }: Materials,
  pause: Pause,
): Promise<FileFinding> {
  const { content } = found;
  if (content.kind !== "evidence" && !awaitsRun(found) && !awaitsJudging(found, trust.file)) return found;
  const module = compileQuickJs(unpacked("runtime"));
  const hosts = { local: newHost(module), second: newHost(module) };
  try {
    if (awaitsRun(found)) return await runFraudAgain(found, trust.file, hosts);
    if (content.kind !== "evidence") return await judgeAgain(found, trust.file, hosts, pause);
    const { bytes } = content;
    return await judgeEvidence(bytes, {
      filed: { index: Number.MAX_SAFE_INTEGER as EntryIndex, at: browserClock() },
      trust: { logVkey: logKeyFor(bytes, trust) },
      historyOf: () => undefined,
      definitionOf,
      hosts,
    });
  } finally {
    await Promise.all([hosts.local.close(), hosts.second.close()]);
  }
}

/** The reader's key of the log whose receipts say when the exchange was known. */
function logKeyFor(bytes: Uint8Array, { vkeys }: ReaderTrust): string | undefined {
  const parsed = parseBundle(bytes);
  const [first] = parsed.ok ? [...parsed.value.time, ...parsed.value.receipts.map((receipt) => ({ receipt }))] : [];
  const origin = first === undefined ? undefined : originOfReceipt(canonicalBytes(first.receipt as JsonObject));
  return origin === undefined ? undefined : vkeys.get(origin);
}

function newHost(module: Promise<WebAssembly.Module | undefined>): BrowserHost {
  return new BrowserHost(module, () => {
    const script = new Blob([unpacked("replay-worker")], { type: "text/javascript" });
    return new Worker(URL.createObjectURL(script));
  });
}

/** What the build packed into the page under this id. */
function unpacked(id: string): Uint8Array<ArrayBuffer> {
  const text = find(id, HTMLElement).textContent;
  return new Uint8Array(inflateSync(base64Decode(text) ?? new Uint8Array()));
}
