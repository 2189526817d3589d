/**
 * Arrays as parameters of set-based SQL, in PostgreSQL's binary form. Given a plain array, the client writes a text with
 * every byte in hex and every quote escaped, and the server reads it again: that cost more than most of the inserts.
 *
 *   int32 dimensions, int32 has nulls, int32 element type, int32 length, int32 first index,
 *   then for each element int32 bytes (−1: null) and the bytes
 *
 * Source: array_recv in PostgreSQL's src/backend/utils/adt/arrayfuncs.c. The client sends a Buffer in binary form; the
 * query must name the array's type (`$1::bytea[]`).
 */

/** Type ids of src/include/catalog/pg_type.dat; they never change. */
const BYTEA = 17;
const INT8 = 20;
const TEXT = 25;

const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const INT8_BYTES = 8;

/** For `$n::bytea[]`. */
export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + value.length, HEADER_BYTES);
  const array = startArray(BYTEA, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    at = array.writeInt32BE(value.length, at);
    array.set(value, at);
    at += value.length;
  }
  return array;
}

/** For `$n::text[]`. A text that PostgreSQL cannot hold (U+0000) is refused by the server, as ever. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + Buffer.byteLength(value ?? ""), HEADER_BYTES);
  const array = startArray(TEXT, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(-1, at);
    else {
      const length = array.write(value, at + LENGTH_BYTES);
      at = array.writeInt32BE(length, at) + length;
    }
  }
  return array;
}

/** For `$n::bigint[]`. Throws RangeError for what is no integer. */
export function bigintArray(values: readonly (number | null)[]): Buffer {
  const bytes = values.reduce<number>(
    (sum, value) => sum + LENGTH_BYTES + (value === null ? 0 : INT8_BYTES),
    HEADER_BYTES,
  );
  const array = startArray(INT8, values.length, bytes);
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === null) at = array.writeInt32BE(-1, at);
    else at = array.writeBigInt64BE(BigInt(value), array.writeInt32BE(INT8_BYTES, at));
  }
  return array;
}

/** An array of one dimension from index 1; elements begin at {@link HEADER_BYTES}. */
function startArray(type: number, length: number, bytes: number): Buffer {
  // An array without elements has no dimension, and ends before its length.
  const array = Buffer.alloc(length === 0 ? HEADER_BYTES - 2 * LENGTH_BYTES : bytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(1, LENGTH_BYTES);
  array.writeInt32BE(type, 2 * LENGTH_BYTES);
  if (length === 0) return array;
  array.writeInt32BE(length, 3 * LENGTH_BYTES);
  array.writeInt32BE(1, 4 * LENGTH_BYTES);
  return array;
}
