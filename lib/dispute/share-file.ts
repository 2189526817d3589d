/** The file `touchstone-draw-share/v1`: a party's secret for a draw, from the answer that commits to it until it is revealed. */

import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalText, isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { shareOfRound } from "./draw-share.ts";

export type DrawShare = {
  /** As the answer says it: {@link commitOfShare}. */
  readonly commit: string;
  readonly case: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
};

const SHARE_FILE_TYPE = "touchstone-draw-share/v1";
const SECRET_BYTES = 32;
const FILE_MAX_BYTES = 4_096;

export function shareFileName(caseId: string): string {
  return `touchstone-draw-share-${caseId.slice(5, 13)}.json`;
}

export function shareFile({ commit, case: id, secret }: DrawShare): string {
  return canonicalText({ v: 1, type: SHARE_FILE_TYPE, case: id, commit, share: base64UrlEncode(secret) });
}

/** Undefined for anything but a share's file whose secret gives its commitment. Total. */
export function readShareFile(text: string): DrawShare | undefined {
  const json = parseJson(utf8Encode(text.trim()), { maxBytes: FILE_MAX_BYTES });
  if (!json.ok || !isJsonObject(json.value)) return undefined;
  const { v, type, case: id, commit, share } = json.value;
  const secret = typeof share === "string" ? base64UrlDecode(share) : undefined;
  const isShare = v === 1 && type === SHARE_FILE_TYPE && typeof id === "string" && secret?.length === SECRET_BYTES;
  if (!isShare || secret === undefined || typeof commit !== "string") return undefined;
  if (shareOfRound(secret, commit, 1) === undefined) return undefined;
  return { commit, case: id, secret };
}
