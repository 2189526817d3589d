/**
 * An agent's reports: of what counts together (one provider, claim, definition and day) it files one, and keeps the rest
 * as files, since more of the same weighs nothing.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CaseView } from "#lib/contract/cases.ts";
import { encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { IncompleteError, type Io } from "../command.ts";
import { type Checker, checkHere } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import { type RemoteIndex, UnreachableError } from "../remote-index.ts";
import { isSent, listCases } from "../report/case-box.ts";
import { type Filed, fileReport, sendAgain, UnsentError } from "../report/file-report.ts";
import { followCase } from "../report/follow-case.ts";
import { objectionTo, prepareReport } from "../report/prepare-report.ts";
import { dropUnsent, keepUnsent, listUnsent } from "../report/unsent.ts";
import type { Kept } from "./desk.ts";

/**
 * `counted`: one like it was reported from here today. `refused`: not filed, with the reason. `waiting`: the index could
 * not be reached, or takes no more now; it is kept, and the next run sends it.
 */
export type Reported =
  | { readonly file: string; readonly status: "counted"; readonly case: string }
  | { readonly file: string; readonly status: "refused"; readonly reason: string }
  | {
      readonly file: string;
      readonly status: "waiting";
      /** A case was made of it already. */
      readonly isSigned: boolean;
      readonly reason: string;
    }
  | {
      readonly file: string;
      readonly status: "filed";
      readonly case: string;
      readonly index?: number;
      readonly promise?: string;
      /** What a reader without an index cannot tell from it; null: nothing. */
      readonly lacks: string | null;
      /** As the index shows it in the end; null when it was not waited for, or never showed. */
      readonly found: CaseView | null;
    };

type Evidence = Pick<Kept, "file" | "bundle" | "finding">;

type Given = { readonly remote: RemoteIndex; readonly checker: Checker; readonly waitSeconds: number; readonly io: Io };

/** Files, one after another, what of the evidence is to be filed. Never rejects for what an index refuses. */
export async function fileEvidence(evidence: readonly Evidence[], given: Given): Promise<Reported[]> {
  const reported: Reported[] = [];
  for (const kept of evidence) {
    const done = await fileOne(kept, given).catch((error: unknown) => refusedOrWaiting(error, kept.file));
    if (done.status === "waiting" && !done.isSigned) keepEvidence(kept, given);
    reported.push(done);
  }
  return reported;
}

/** What could not be sent to this index before: signed reports byte for byte, evidence with its checks made anew. */
export async function sendUnsent(given: Given): Promise<Reported[]> {
  const { remote, checker, io } = given;
  const reported: Reported[] = [];
  for (const unsent of listUnsent(io.env, remote.address)) {
    const { id, what, name: file, bytes } = unsent;
    const bundle = what === "evidence" ? parseBundle(bytes) : undefined;
    const again = async (): Promise<Reported> => {
      if (what === "submission") return await followed(file, await sendAgain({ id, bytes }, given), null, given);
      if (!bundle?.ok) return { file, status: "refused", reason: "What was kept of it cannot be read." };
      return await fileOne({ file, bundle: bundle.value, finding: await checkHere(bytes, checker) }, given);
    };
    const done = await again().catch((error: unknown) => refusedOrWaiting(error, file));
    if (what === "evidence" && (done.status !== "waiting" || done.isSigned)) dropUnsent(io.env, id);
    reported.push(done);
  }
  return reported;
}

function refusedOrWaiting(error: unknown, file: string): Extract<Reported, { reason: string }> {
  if (!(error instanceof IncompleteError)) throw error;
  const { message: reason } = error;
  if (error instanceof UnsentError) return { file, status: "waiting", isSigned: true, reason };
  if (error instanceof UnreachableError) return { file, status: "waiting", isSigned: false, reason };
  return { file, status: "refused", reason };
}

function keepEvidence({ file, bundle }: Evidence, { remote, io }: Given): void {
  const bytes = encodeBundle(bundle);
  const id = `evidence-${hexEncode(sha256(bytes)).slice(0, 16)}`;
  keepUnsent(io.env, id, { url: remote.address, what: "evidence", name: path.resolve(file), bytes });
}

async function fileOne({ file, bundle: kept, finding: { fault } }: Evidence, given: Given): Promise<Reported> {
  const { remote, checker, io } = given;
  const like = listCases(io.env).find(
    (own) => own.url === remote.address && own.group !== null && own.group === fault?.group && isSent(own),
  );
  if (like !== undefined) return { file, status: "counted", case: like.case };
  const { bundle, gaps } = await completeHere(kept, remote, checker.trust);
  const prepared = await prepareReport(bundle, checker);
  // The file is what is filed, byte for byte.
  if (prepared.bundle !== kept) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, prepared.bytes);
  }
  const objection = objectionTo(prepared, Date.now());
  if (objection !== undefined) return { file, status: "refused", reason: objection.detail };
  const { verdict } = prepared.finding;
  // An agent has nobody to ask: it files what no check of this machine and of the index's facts leaves open.
  if (verdict.verdict !== "proven" && !("reason" in verdict && verdict.reason === "cases-unknown"))
    return { file, status: "refused", reason: prepared.sentence };
  return await followed(file, await fileReport(prepared, { remote, io }), gapSentence(gaps) ?? null, given);
}

async function followed(
  file: string,
  { case: id, index, promise }: Filed,
  lacks: string | null,
  { remote, waitSeconds, io }: Given,
): Promise<Reported> {
  const found =
    waitSeconds === 0
      ? undefined
      : await followCase(remote, id, { seconds: waitSeconds, io }).catch((error: unknown) => {
          // The report is filed, whatever the index says of it afterwards.
          if (!(error instanceof IncompleteError)) throw error;
        });
  return {
    file,
    status: "filed",
    case: id,
    ...(index === undefined ? {} : { index }),
    ...(promise === undefined ? {} : { promise }),
    lacks,
    found: found ?? null,
  };
}
