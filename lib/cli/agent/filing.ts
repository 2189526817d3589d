/**
 * An agent's reports: of what counts together (one provider, claim, definition and day) it files one, and keeps the rest
 * as files, since more of the same weighs nothing.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CaseView } from "#lib/contract/cases.ts";
import { type Bundle, encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { answerTo, sayNotSecret, secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { gapSentence } from "#lib/evidence/words/gap-words.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { IncompleteError, type Io } from "../command.ts";
import { type Checker, checkHere } from "../evidence/check-here.ts";
import { completeHere } from "../evidence/complete-here.ts";
import { type RemoteIndex, UnreachableError } from "../remote-index.ts";
import { isSent, listCases } from "../report/case-box.ts";
import { checkReport, objectionTo } from "../report/check-report.ts";
import { type Filed, fileReport, sendAgain, UnsentError } from "../report/file-report.ts";
import { followCase } from "../report/follow-case.ts";
import { dropUnsent, keepEvidence, listUnsent } from "../report/unsent.ts";
import { isHeldFor, type Kept } from "./desk.ts";
import type { Repeated } from "./judge.ts";

/**
 * `counted`: one like it was reported from here today. `refused`: not filed, with the reason. `waiting`: the index could
 * not be reached, or takes no more now; it is kept, and the next run sends it. `held`: it would give away what the call was made
 * with; with `isKept` the first run after its end sends one of its kind.
 */
export type Reported =
  | { readonly file: string; readonly status: "counted"; readonly case: string }
  | ({ readonly file: string; readonly status: "held"; readonly isKept: boolean } & Repeated)
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

type Evidence = Pick<Kept, "file" | "bundle" | "finding" | "repeats" | "unsent">;

export type Filing = {
  readonly remote: RemoteIndex;
  readonly checker: Checker;
  readonly waitSeconds: number;
  readonly io: Io;
};

/** Files, one after another, what of the evidence is to be filed. Never rejects for what an index refuses. */
export async function fileEvidence(evidence: readonly Evidence[], given: Filing): Promise<Reported[]> {
  const reported: Reported[] = [];
  for (const kept of evidence.filter(({ repeats }) => repeats === undefined)) {
    const done = await fileOne(kept, given).catch((error: unknown) => refusedOrWaiting(error, kept.file));
    if (done.status === "waiting" && !done.isSigned) keep(kept, given);
    else drop(kept, given);
    reported.push(done);
  }
  // Last, since it counts with what can be shown.
  const groups = new Set<string>();
  for (const kept of evidence)
    if (kept.repeats !== undefined) reported.push(hold(kept, { ...kept.repeats, groups }, given));
  return reported;
}

/** A lie that shows what paid for it is no way out: it is sent when that has ended. Of what counts together one is kept. */
function hold(
  evidence: Evidence,
  { groups, ...repeats }: Repeated & { readonly groups: Set<string> },
  given: Filing,
): Reported {
  const { file, finding } = evidence;
  const like = likeOf(finding, given);
  if (like !== undefined) {
    drop(evidence, given);
    return { file, status: "counted", case: like };
  }
  if (!isHeldFor(repeats)) return { file, status: "held", isKept: false, ...repeats };
  const { group = file } = finding.fault ?? {};
  if (groups.has(group)) drop(evidence, given);
  else keep(evidence, given);
  groups.add(group);
  return { file, status: "held", isKept: true, ...repeats };
}

/**
 * What could not be sent to this index before: signed reports byte for byte, evidence with its checks made anew.
 * `own`: of this run, which is filed apart.
 */
export async function sendUnsent(given: Filing, own: readonly Kept[] = []): Promise<Reported[]> {
  const { remote, checker, io } = given;
  const reported: Reported[] = [];
  for (const unsent of listUnsent(io.env, remote.address)) {
    const { id, what, name: file, bytes, held } = unsent;
    if (own.some((kept) => kept.unsent === id)) continue;
    const nowSeconds = Math.floor(Date.now() / SECOND_MS);
    if (held !== undefined && held.endsAt >= nowSeconds) {
      reported.push({ file, status: "held", isKept: true, ...held });
      continue;
    }
    const bundle = what === "evidence" ? parseBundle(bytes) : undefined;
    const again = async (): Promise<Reported> => {
      if (what === "submission") return await followed(file, await sendAgain({ id, bytes }, given), null, given);
      if (!bundle?.ok) return { file, status: "refused", reason: "What was kept of it cannot be read." };
      const shown = held === undefined ? bundle.value : sayOthers(bundle.value, nowSeconds);
      return await fileOne({ file, bundle: shown, finding: await checkHere(encodeBundle(shown), checker) }, given);
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

/** What the call was made with has ended: whatever else looks like a secret the provider wrote there. */
function sayOthers(bundle: Bundle, nowSeconds: number): Bundle {
  const secrets = secretsOf(bundle, nowSeconds).filter((secret) => answerTo(secret) === "not-mine");
  return sayNotSecret(bundle, secrets);
}

function keep({ file, bundle, repeats, unsent }: Evidence, { remote, io }: Filing): void {
  const kept = { url: remote.address, file, bundle, ...(repeats && { held: repeats }), ...(unsent && { id: unsent }) };
  keepEvidence(io.env, kept);
}

/** What was kept of it, should its process end, does not wait any more. */
function drop({ unsent }: Evidence, { io }: Filing): void {
  if (unsent !== undefined) dropUnsent(io.env, unsent);
}

/** The case of what counts with it and was reported from here. */
function likeOf({ fault }: Evidence["finding"], { remote, io }: Filing): string | undefined {
  return listCases(io.env).find(
    (own) => own.url === remote.address && own.group !== null && own.group === fault?.group && isSent(own),
  )?.case;
}

async function fileOne({ file, bundle: kept, finding }: Evidence, given: Filing): Promise<Reported> {
  const { remote, checker, io } = given;
  const like = likeOf(finding, given);
  if (like !== undefined) return { file, status: "counted", case: like };
  const { bundle, gaps } = await completeHere(kept, remote, checker.trust);
  const checked = await checkReport(bundle, checker);
  // The file is what is filed, byte for byte.
  if (checked.bundle !== kept) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, checked.bytes);
  }
  const objection = objectionTo(checked, Date.now());
  if (objection !== undefined) return { file, status: "refused", reason: objection.detail };
  const { verdict } = checked.finding;
  // An agent has nobody to ask: it files what no check of this machine and of the index's facts leaves open.
  if (verdict.verdict !== "proven" && !("reason" in verdict && verdict.reason === "cases-unknown"))
    return { file, status: "refused", reason: checked.sentence };
  return await followed(file, await fileReport(checked, { remote, io }), gapSentence(gaps) ?? null, given);
}

async function followed(
  file: string,
  { case: id, index, promise }: Filed,
  lacks: string | null,
  { remote, waitSeconds, io }: Filing,
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
