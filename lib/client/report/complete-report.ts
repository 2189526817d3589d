/** The bundle of a report with what this index proves of its key and its provider, before it is checked, shown and filed. */
import { historyReader, type ReadJson } from "#lib/contract/history-reader.ts";
import { encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { completeBundle, type Gap } from "#lib/evidence/complete-bundle.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
import { siteReader } from "../evidence/api-reader.ts";
import { ApiProblem, requestJson } from "../request-json.ts";

/** `gaps`: what a reader without an index will lack. */
export type CompletedReport = { readonly bytes: Uint8Array; readonly gaps: readonly Gap[] };

/** The index that is asked, and the key by which its log is believed. */
export type ReportIndex = { readonly read: ReadJson; readonly logVkey: () => Promise<string | undefined> };

const thisIndex: ReportIndex = { read: jsonOf, logVkey: async () => vkeyOf((await siteReader.log()).key) };

/** An index that keeps silent must not keep a report from going. */
const LONGEST_MS = 15_000;

/** Rejects when the index does not say who it is. What it does not give of the rest is told among the gaps. */
export async function completeReport(bytes: Uint8Array, index: ReportIndex = thisIndex): Promise<CompletedReport> {
  const parsed = parseBundle(bytes);
  if (!parsed.ok) return { bytes, gaps: [] };
  const trust = { logVkey: await index.logVkey() };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The index does not answer.")), LONGEST_MS);
  });
  silence.catch(() => undefined);
  const reader = historyReader((path) => Promise.race([index.read(path), silence]));
  const { bundle, gaps } = await completeBundle(parsed.value, reader, { trust, maxBytes: PART_MAX_BYTES });
  clearTimeout(timer);
  return { bytes: bundle === parsed.value ? bytes : encodeBundle(bundle), gaps };
}

/** Of a 200, or the problem of a 404, which can carry a proof of absence. */
async function jsonOf(path: string): Promise<unknown> {
  try {
    return (await requestJson<unknown>(path)).data;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return error.problem;
    throw error;
  }
}
