/**
 * A page as it was drawn once, open where a reader's nonce belongs, and its bytes for one reader. The draw had a random
 * stand-in for a nonce: nobody could know it, so that wherever it stands the page itself put it
 * (docs/adr/0125-pages-are-drawn-once.md).
 */

import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";

const compress = promisify(deflateRaw);

/** Base64 of 16 bytes, for readers' nonces and stand-ins alike: what is counted in bytes stays true. */
export const NONCE_LENGTH = 24;

export type DrawnPage = {
  readonly status: number;
  /** Names and values, each value open where the nonce belongs. */
  readonly headers: readonly (readonly [name: string, parts: readonly string[]])[];
  /** UTF-8; the nonce stands between each two. */
  readonly parts: readonly Buffer[];
  readonly byteLength: number;
};

export type Bytes = { readonly chunks: readonly Buffer[]; readonly length: number };

/**
 * Cuts a whole answer at each `standIn`. Undefined when the page holds data in base64, where a stand-in would hide, or
 * no script at all.
 */
export function cutPage(
  { status, headers, html }: { status: number; headers: readonly (readonly [string, string])[]; html: Buffer },
  standIn: string,
): DrawnPage | undefined {
  // One character for each byte: what is cut and joined stays byte for byte the same.
  const text = html.toString("latin1");
  const script = `<script nonce="${standIn}">self.__next_f.push(`;
  if (text.includes(`${script}[3,`)) return undefined;
  // A text that was sent in two scripts can be cut within a stand-in: as one script it is whole again, and smaller.
  const parts = text.replaceAll(`"])</script>${script}[1,"`, "").split(standIn);
  if (parts.length === 1) return undefined;
  const buffers = parts.map((part) => Buffer.from(part, "latin1"));
  return {
    status,
    headers: headers.map(([name, value]) => [name, value.split(standIn)]),
    parts: buffers,
    byteLength: buffers.reduce((sum, { length }) => sum + length, 0) + (buffers.length - 1) * NONCE_LENGTH,
  };
}

/** The page for one reader, as it is. */
export function plainBytes(page: DrawnPage, nonce: string): Bytes {
  return { chunks: fill(page.parts, nonce), length: page.byteLength };
}

/** What a deflated block is introduced by that holds a nonce as it is: BTYPE 00, its length and its complement (RFC 1951, 3.2.4). */
const STORED = Buffer.from([0, NONCE_LENGTH, 0, ~NONCE_LENGTH & 0xff, 0xff]);
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const WINDOW = 32 * 1024;
/** Never a byte of UTF-8, so that no repetition is ever found in it. */
const NO_TEXT = Buffer.alloc(NONCE_LENGTH, 0xff);

/** The page compressed once for all readers: gzip (RFC 1952) without its end, open where the nonce belongs. */
export async function packPage(page: DrawnPage): Promise<readonly Buffer[]> {
  const last = page.parts.length - 1;
  let before = Buffer.alloc(0);
  const packing = page.parts.map((part, at) => {
    // Repetitions may reach back over a nonce, never into it: those bytes are another reader's.
    const options = { dictionary: before, finishFlush: at === last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH };
    before = Buffer.concat([before, part, NO_TEXT]).subarray(-WINDOW);
    return compress(part, options);
  });
  const packed = await Promise.all(packing);
  return packed.map((part, at) =>
    Buffer.concat([...(at === 0 ? [GZIP_HEAD] : []), part, ...(at === last ? [] : [STORED])]),
  );
}

/** The page for one reader, of what `packPage` made of it. */
export function packedBytes(page: DrawnPage, packed: readonly Buffer[], nonce: string): Bytes {
  let sum = 0;
  page.parts.forEach((part, at) => {
    sum = crc32(part, at === 0 ? sum : crc32(nonce, sum));
  });
  const end = Buffer.alloc(8);
  end.writeUInt32LE(sum, 0);
  end.writeUInt32LE(page.byteLength % 2 ** 32, 4);
  const chunks = [...fill(packed, nonce), end];
  return { chunks, length: chunks.reduce((total, chunk) => total + chunk.length, 0) };
}

/** A part of this size is written from the one copy of all readers: many slow ones then hold it once. */
const SHARED_FROM = 8 * 1024;

function fill(parts: readonly Buffer[], nonce: string): Buffer[] {
  const own = Buffer.from(nonce, "latin1");
  const chunks: Buffer[] = [];
  let small: Buffer[] = [];
  parts.forEach((part, at) => {
    if (at > 0) small.push(own);
    if (part.length < SHARED_FROM) small.push(part);
    else {
      chunks.push(Buffer.concat(small), part);
      small = [];
    }
  });
  return [...chunks, Buffer.concat(small)];
}
