/** Segwit addresses, BIP-173 (bech32, version 0) and BIP-350 (bech32m, version 1 and later). */

const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATORS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const BECH32 = 1;
const BECH32M = 0x2bc830a3;
const CHECKSUM_LETTERS = 6;

export type WitnessProgram = { readonly version: number; readonly program: Uint8Array };

/** The witness program of an address of the main or test network; undefined for any other text. Total. */
export function parseSegwitAddress(address: string): WitnessProgram | undefined {
  if (address !== address.toLowerCase() && address !== address.toUpperCase()) return undefined;
  const text = address.toLowerCase();
  const split = text.lastIndexOf("1");
  const prefix = text.slice(0, split);
  if ((prefix !== "bc" && prefix !== "tb") || text.length > 90) return undefined;
  const values = Array.from(text.slice(split + 1), (letter) => LETTERS.indexOf(letter));
  if (values.length < CHECKSUM_LETTERS + 1 || values.includes(-1)) return undefined;
  const version = values[0] ?? 0;
  if (checksumOf([...expand(prefix), ...values]) !== (version === 0 ? BECH32 : BECH32M)) return undefined;
  const program = bytesOf(values.slice(1, -CHECKSUM_LETTERS));
  if (program === undefined || version > 16 || program.length < 2 || program.length > 40) return undefined;
  if (version === 0 && program.length !== 20 && program.length !== 32) return undefined;
  return { version, program };
}

function expand(prefix: string): number[] {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function checksumOf(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATORS.entries()) if (((top >> bit) & 1) === 1) sum ^= generator;
  }
  return sum;
}

/** Groups of five bits as bytes; undefined when bits that are left over are not zero padding. */
function bytesOf(groups: readonly number[]): Uint8Array | undefined {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const group of groups) {
    held = (held << 5) | group;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return bits >= 5 || held !== 0 ? undefined : Uint8Array.from(bytes);
}
