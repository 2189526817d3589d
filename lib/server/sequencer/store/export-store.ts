/**
 * Writes the second store of a data folder as an archive: `touchstone export --data`. Reads only, also beside a running
 * sequencer: what lies below the head does not change.
 */
import { open } from "node:fs/promises";
import { z } from "zod";
import { ArchiveWriter } from "#lib/log/archive.ts";
import { parseEnv } from "#lib/server/env.ts";
import { printEvent, runAsScript } from "#lib/server/script.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { tileCount } from "../check-tile.ts";
import { SecondStore } from "./second-store.ts";
import { diskFiles } from "./store-files.ts";
import type { StoredPart } from "./store-parts.ts";

const ExportEnv = z.object({ TOUCHSTONE_STORE: z.string().min(1), TOUCHSTONE_ARCHIVE: z.string().min(1) });

export type Exported = { readonly size: number; readonly checkpoints: number; readonly parts: number };

/** `isWhole`: private parts too, with their nonces. Errors: the store's own; nothing was logged or signed yet. */
export async function exportStore(
  store: SecondStore,
  options: { readonly isWhole: boolean; readonly write: (bytes: Uint8Array) => Promise<void> },
  onProgress: (size: number) => void = () => undefined,
): Promise<Exported> {
  // A head that was moved but not signed yet waits for the next export.
  const issued = (await store.allCheckpoints()).filter(({ size }) => size > 0 && size <= store.head.size);
  const size = issued.at(-1)?.size;
  const origin = await originOf(store);
  if (size === undefined || origin === undefined) throw new Error("The store holds no signed entry yet.");
  const parts = await chosenParts(store, size, options.isWhole);
  const writer = new ArchiveWriter();
  await options.write(writer.header({ origin, parts: parts.length, size }));
  let waiting = 0;
  for (let number = 0; number < tileCount(size); number += 1) {
    const entries = (await store.readEntries(number)) ?? [];
    await options.write(writer.entries(entries.slice(0, size - number * 256)));
    for (let next = issued[waiting]; next !== undefined && writer.takes(next.size); next = issued[waiting]) {
      await options.write(writer.checkpoint(next.note));
      waiting += 1;
    }
    onProgress(Math.min(size, (number + 1) * 256));
  }
  for (const { commit, number } of parts) {
    const part = (await store.readParts(number, new Set([commit]))).get(commit);
    if (part === undefined) throw new Error(`The part ${commit} went away while it was exported.`);
    await options.write(writer.part({ nonce: part.nonce, bytes: part.bytes }));
  }
  writer.end();
  return { size, checkpoints: issued.length, parts: parts.length };
}

type Chosen = { readonly commit: string; readonly number: number };

/** By ascending commit. The statement that brought a part first decides who may read it. */
async function chosenParts(store: SecondStore, size: number, isWhole: boolean): Promise<Chosen[]> {
  const seen = new Map<string, { number: number; isPublic: boolean }>();
  for (let number = 0; number < tileCount(size); number += 1) {
    const entries = ((await store.readEntries(number)) ?? []).slice(0, size - number * 256);
    const kept: ReadonlyMap<string, StoredPart> = await store.readParts(number);
    for (const bytes of entries) {
      const entry = parseEntry(bytes);
      for (const { commit, visibility } of (entry.ok && entry.value.parsed.statement.parts) || [])
        if (!seen.has(commit) && kept.has(commit)) seen.set(commit, { number, isPublic: visibility === "public" });
    }
  }
  const chosen = [...seen].flatMap(([commit, { number, isPublic }]) =>
    isWhole || isPublic ? [{ commit, number }] : [],
  );
  return chosen.sort((a, b) => (a.commit < b.commit ? -1 : 1));
}

async function originOf(store: SecondStore): Promise<string | undefined> {
  const genesis = (await store.readEntries(0))?.[0];
  const entry = genesis === undefined ? undefined : parseEntry(genesis);
  return entry?.ok ? entry.value.parsed.statement.log : undefined;
}

async function main(): Promise<void> {
  const env = parseEnv(ExportEnv);
  // What a sequencer is about to name must not be cleared away under it.
  const files = { ...(await diskFiles(env.TOUCHSTONE_STORE)), remove: async () => undefined };
  const store = await SecondStore.open(files);
  const file = await open(env.TOUCHSTONE_ARCHIVE, "w", 0o600);
  try {
    const isWhole = process.argv.includes("--all-parts");
    const write = async (bytes: Uint8Array) => void (await file.write(bytes));
    const onProgress = (size: number) => printEvent("progress", { size, of: store.head.size });
    const exported = await exportStore(store, { isWhole, write }, onProgress);
    await file.sync();
    printEvent("exported", exported);
  } finally {
    await file.close();
  }
}

await runAsScript(import.meta.url, main);
