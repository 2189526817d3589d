/**
 * Several files at once, as `/verify` and the offline file judge them: logs first, since what they say of themselves helps to
 * judge the rest, and verdicts again over the log beside them.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { concatBytes } from "#lib/kernel/bytes.ts";
import { nobleVerify, type RawVerify } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust, KnownLog } from "#lib/state/files/file-trust.ts";
import { holdsVerdicts, type Pause } from "#lib/state/files/judge-again.ts";
import { type Learned, learnedFrom } from "#lib/state/files/learn-keys.ts";
import { startsAsArchive } from "#lib/state/files/recognise-file.ts";
import { MAX_FRAUD_PROOF_BYTES } from "#lib/state/fraud/fraud-proof.ts";
import { type VerifyProgress, verifySource } from "./verify-source.ts";

export type GivenFile = { readonly name: string; readonly source: Blob };

/** Whom the reader trusts; of a log that verified here, what it says of itself. */
export type FilesTrust = {
  readonly known: (origin: string, learned: Learned | undefined) => KnownLog | undefined;
  readonly policy?: WitnessPolicy;
};

/** `progress`: how far the file is read; undefined while it is judged. */
export type FilesStage = { readonly name: string; readonly progress: VerifyProgress | undefined };

/** What is missing to judge the verdicts of a file again. */
export type MissingLog = "log-key" | "archive" | "too-large" | "broken";

/** `trust`: by which it was judged. */
export type FoundFile = {
  readonly file: GivenFile;
  readonly finding: FileFinding;
  readonly trust: FileTrust;
  readonly missing: MissingLog | undefined;
};

export type FilesMeans = {
  readonly signal: AbortSignal;
  /** Runs what must be run: `pause` is to be called while it does. */
  readonly judge: (found: FileFinding, trust: FileTrust, pause: Pause) => Promise<FileFinding>;
  readonly onStage: (stage: FilesStage) => void;
  readonly onFound: (found: FoundFile) => void;
};

/** The largest log that is held to judge by, all together. */
const LOGS_MAX_BYTES = MAX_FRAUD_PROOF_BYTES;
const BUSY_MS = 40;

type HeldLog = { readonly bytes: Uint8Array; readonly size: number };

/** Rejects with the signal's reason when it is aborted, and when a file cannot be read any more. */
export async function verifyFiles(
  files: readonly GivenFile[],
  { known, policy }: FilesTrust,
  { signal, judge, onStage, onFound }: FilesMeans,
): Promise<void> {
  const learned = new Map<string, Learned>();
  const held = new Map<string, HeldLog>();
  const unusable = new Map<string, MissingLog>();
  const trust: FileTrust = {
    known: (origin) => known(origin, learned.get(origin)),
    ...(policy && { policy }),
    log: (origin) => wrapped(held.get(origin)?.bytes),
    ...(files.length > 1 && { raw: rememberingVerify() }),
  };
  const pause = pauseFor(signal);
  for (const file of await logsFirst(files)) {
    const onProgress = (progress: VerifyProgress) => onStage({ name: file.name, progress });
    const found = await verifySource(file.source, trust, signal, onProgress);
    onStage({ name: file.name, progress: undefined });
    const finding = await unlessAborted(signal, judge(found, trust, pause));
    const told = learnedFrom(finding);
    if (told !== undefined) learned.set(finding.origin ?? "", told);
    if (files.length > 1) await hold(file, finding, { held, unusable });
    signal.throwIfAborted();
    onFound({ file, finding, trust, missing: missingFor(finding, unusable) });
  }
}

async function logsFirst(files: readonly GivenFile[]): Promise<GivenFile[]> {
  const isLog = async ({ source }: GivenFile) =>
    startsAsArchive(new Uint8Array(await source.slice(0, 64).arrayBuffer()));
  const marked = await Promise.all(files.map(async (file) => ({ file, isLog: await isLog(file) })));
  return marked.toSorted((a, b) => Number(b.isLog) - Number(a.isLog)).map(({ file }) => file);
}

/** Of several archives of one log the longest that is not broken: a bad one beside a good one takes nothing away. */
async function hold(
  { source }: GivenFile,
  { content, verdict, origin }: FileFinding,
  { held, unusable }: { readonly held: Map<string, HeldLog>; readonly unusable: Map<string, MissingLog> },
): Promise<void> {
  if (content.kind !== "archive" || origin === undefined) return;
  const size = content.found.checkpoint?.size ?? 0;
  const before = held.get(origin);
  if (size <= (before?.size ?? 0)) return;
  const others = [...held.values()].reduce((sum, { bytes }) => sum + bytes.length, -(before?.bytes.length ?? 0));
  if (verdict === "tampered") unusable.set(origin, "broken");
  else if (source.size + others > LOGS_MAX_BYTES) unusable.set(origin, "too-large");
  else held.set(origin, { bytes: new Uint8Array(await source.arrayBuffer()), size });
}

function missingFor(finding: FileFinding, unusable: ReadonlyMap<string, MissingLog>): MissingLog | undefined {
  if (!holdsVerdicts(finding) || finding.checks.some(({ name }) => name === "verdict")) return undefined;
  if (finding.logKey.from === "nowhere") return "log-key";
  return unusable.get(finding.origin ?? "") ?? "archive";
}

/** The log is read once for its own sake and once for each case beside it, with the same signatures. */
function rememberingVerify(): RawVerify {
  const known = new Map<string, boolean>();
  return (signature, message, publicKey) => {
    const asked = hexEncode(sha256(concatBytes(signature, publicKey, message)));
    const answer = known.get(asked) ?? nobleVerify(signature, message, publicKey);
    known.set(asked, answer);
    return answer;
  };
}

/** What runs in a worker ends by its own limits: nobody waits for it once it was stopped. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  return Promise.race([work, aborted]);
}

const wrapped = (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : [bytes]);

/** Lets keys, clicks and drawing go first now and then, and ends what was stopped. */
function pauseFor(signal: AbortSignal): Pause {
  let sinceMs = performance.now();
  return () => {
    if (performance.now() - sinceMs < BUSY_MS) return undefined;
    return new Promise<void>((resolve, reject) => {
      setTimeout(() => {
        sinceMs = performance.now();
        if (signal.aborted) reject(signal.reason);
        else resolve();
      });
    });
  };
}
