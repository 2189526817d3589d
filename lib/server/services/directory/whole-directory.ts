/**
 * All providers as one file under one signature: a line for each, in the order of names, behind the signed answer that names their
 * hash. As of the newest state root, so that it is made once for each, and every mark in it has a proof.
 */
import { createHash } from "node:crypto";
import { type AsOf, MAX_LIMIT } from "#lib/contract/common.ts";
import type { DirectoryDigest } from "#lib/contract/directory.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { openAnswer } from "#lib/statement/signed-answer.ts";
import type { Ctx, ReadCtx } from "../context.ts";
import { settledAsOf } from "../state/settled-as-of.ts";
import { type DirectoryExport, streamOf } from "./export-directory.ts";
import { readDirectoryAt } from "./read-directory.ts";

/** What a size gives stays so, while heads come and go. */
const digests = new WeakMap<ReadCtx, { readonly size: number; readonly digest: Promise<DirectoryDigest> }>();
const envelopes = new WeakMap<ReadCtx, { readonly size: number; readonly text: string }>();

/** Computed once for each state root, however many ask. */
export async function getDirectoryDigest(ctx: ReadCtx): Promise<{ data: DirectoryDigest; as_of: AsOf }> {
  const as_of = await settledAsOf(ctx);
  const known = digests.get(ctx);
  if (known?.size === as_of.size) return { data: await known.digest, as_of };
  const digest = digestAt(ctx, as_of);
  digests.set(ctx, { size: as_of.size, digest });
  digest.catch(() => digests.delete(ctx));
  return { data: await digest, as_of };
}

/**
 * The envelope that the worker signed, then the rows as they are read, a page at a time. Rows that are not those of the envelope end
 * the answer in the middle. Errors: `unavailable` while nobody signs.
 */
export async function openWholeDirectory(ctx: Ctx): Promise<DirectoryExport> {
  const envelope = await envelopeOf(ctx);
  const opened = openAnswer(utf8Encode(envelope));
  if (!opened.ok) throw new Error(`The worker signed what nobody can read: ${opened.error.detail}`);
  const { asOf, answer } = opened.value.answer;
  return {
    type: "application/x-ndjson; charset=utf-8",
    name: `directory-${asOf.size}.ndjson`,
    tag: `"${createHash("sha256").update(envelope).digest("base64url").slice(0, 22)}"`,
    stream: streamOf(piecesOf(ctx, envelope, asOf, answer.data)),
  };
}

async function envelopeOf(ctx: Ctx): Promise<string> {
  const { size } = await settledAsOf(ctx);
  const known = envelopes.get(ctx);
  if (known?.size === size) return known.text;
  const text = await ctx.answers.ask("getDirectoryDigest", { params: {}, query: {} });
  envelopes.set(ctx, { size, text });
  return text;
}

async function* piecesOf(ctx: ReadCtx, envelope: string, asOf: AsOf, said: unknown): AsyncGenerator<string> {
  yield `${envelope}\n`;
  const counted = new RowCount();
  for await (const text of rowLines(ctx, asOf)) {
    counted.add(text);
    yield text;
  }
  if (canonicalText({ ...counted.digest() }) === canonicalText(said as JsonValue)) return;
  envelopes.delete(ctx);
  throw new Error(`The rows at size ${asOf.size} are not those that were signed.`);
}

async function digestAt(ctx: ReadCtx, asOf: AsOf): Promise<DirectoryDigest> {
  const counted = new RowCount();
  for await (const text of rowLines(ctx, asOf)) counted.add(text);
  return counted.digest();
}

/** A page's lines at a time, each with its end. */
async function* rowLines(ctx: ReadCtx, asOf: AsOf): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const { data, page } = await readDirectoryAt(ctx, { sort: "name", limit: MAX_LIMIT, cursor }, asOf);
    if (data.rows.length > 0) yield data.rows.map((row) => `${canonicalText(row as JsonValue)}\n`).join("");
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

class RowCount {
  readonly #hash = createHash("sha256");
  #rows = 0;
  #bytes = 0;

  add(lines: string): void {
    const bytes = utf8Encode(lines);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#rows += lines.split("\n").length - 1;
  }

  digest(): DirectoryDigest {
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.copy().digest("hex") };
  }
}
