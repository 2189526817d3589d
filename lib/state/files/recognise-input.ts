/**
 * What a file of a stranger's is, by its first bytes and its shape: `touchstone try` does its main job, and a page that takes
 * proofs only says where it is taken.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";

export type InputKind = "har" | "digests" | "logs" | "ratings" | "proof";

/** What each kind is called, for the line above its findings. */
export const INPUT_WORDS: Readonly<Record<InputKind, string>> = {
  har: "an HTTP archive",
  digests: "digests of an Azure SQL ledger",
  logs: "a list of logs to watch",
  ratings: "ratings of a trust network",
  proof: "a proof, a token or evidence",
};

const GZIP = [0x1f, 0x8b] as const;
const HEAD_BYTES = 64 * 1024;

/** `bytes`: the whole file. What is none of the others is a `proof`, which `touchstone verify` names more closely. Total. */
export function recogniseInput(name: string, bytes: Uint8Array): InputKind {
  if (GZIP.every((byte, at) => bytes[at] === byte) || /\.csv$/i.test(name)) return "ratings";
  const head = headOf(bytes).trimStart();
  if (/^[[{]/.test(head)) {
    if (/^\{\s*"log"\s*:\s*\{/.test(head) && /"entries"\s*:\s*\[/.test(head)) return "har";
    return /"database_name"\s*:/.test(head) && /"block_id"\s*:/.test(head) ? "digests" : "proof";
  }
  if (/^log[ \t]+\S+[ \t]+https?:/m.test(head)) return "logs";
  return /^"?source"?,/i.test(head) ? "ratings" : "proof";
}

/** A letter may be cut at the end of the head. */
function headOf(bytes: Uint8Array): string {
  for (let cut = 0; cut < 4; cut += 1) {
    const text = utf8Decode(bytes.subarray(0, Math.max(0, Math.min(bytes.length, HEAD_BYTES) - cut)));
    if (text !== undefined) return text.replace(/^\uFEFF/, "");
  }
  return "";
}
