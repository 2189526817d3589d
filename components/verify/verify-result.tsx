"use client";
import { useEffect, useMemo, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserClock } from "#lib/client/platform.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { judgeHere } from "#lib/client/verify/judge-here.ts";
import { rememberedKey } from "#lib/client/verify/meet-log-key.ts";
import {
  type FilesStage,
  type FilesTrust,
  type FoundFile,
  type GivenFile,
  verifyFiles,
} from "#lib/client/verify/verify-files.ts";
import { type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { KnownLog } from "#lib/state/files/file-trust.ts";
import { withLearned } from "#lib/state/files/learn-keys.ts";
import { FoundResult } from "./found-result.tsx";
import { ReadingFiles } from "./reading-files.tsx";
import type { SiteLog } from "./site-log.ts";

/** The key that the reader gave, else the one that this browser remembers, else this site's own for its own log. */
function knownTo(origin: string, vkey: string, site: SiteLog): KnownLog {
  const store = rememberedLogs(browserTexts());
  const seen = store.find(origin);
  const isOwn = origin === site.origin;
  const memory = rememberedKey(store, origin);
  const told = isOwn ? site.vkey : site.peers.find((peer) => peer.origin === origin)?.vkey;
  const found: LogKey = memory.from === "nowhere" && told !== undefined ? { from: "site", vkey: told } : memory;
  return {
    key: vkey === "" ? found : { from: "given", vkey },
    ...(isOwn ? { promiseVkeys: site.promiseVkeys, hasAllPromiseVkeys: true } : {}),
    ...(isOwn && site.issuer !== undefined ? { issuer: site.issuer } : {}),
    ...(isOwn && site.answerKey !== undefined ? { answerKey: site.answerKey } : {}),
    ...(seen?.checkpoint === undefined ? {} : { checkpoint: seen.checkpoint }),
    ...(seen?.seenAt === undefined ? {} : { seenAt: seen.seenAt }),
  };
}

export type VerifyResultProps = {
  files: readonly GivenFile[];
  /** More files beside them. */
  onAdd: (files: readonly GivenFile[]) => void;
  /** The log's key from elsewhere; "" when the reader has none. */
  vkey: string;
  /** The text of a witness policy; "" when the reader has none. */
  policy: string;
  site: SiteLog;
};

/** Verifies what was given, with nothing but this page. */
export default function VerifyResult({ vkey, policy, ...rest }: VerifyResultProps) {
  const parsed = useMemo(() => (policy === "" ? undefined : parseWitnessPolicy(`${policy}\n`)), [policy]);
  if (vkey !== "" && parseVkey(vkey)?.type !== "ed25519") {
    return (
      <Alert live tone="failed" title="This is not a log key">
        At “Log key”: a verifier key is the log's name, a plus sign, 8 hex digits, a plus sign and base64. Copy all of
        it.
      </Alert>
    );
  }
  if (parsed?.ok === false) {
    const { pointer, detail } = parsed.error;
    return (
      <Alert live tone="failed" title="This is not a watcher policy">
        At “Watcher policy”, {pointer === "" ? "the whole text" : `line ${pointer.slice(1)}`}: {detail}
      </Alert>
    );
  }
  return <Run {...rest} vkey={vkey} policy={parsed?.value} />;
}

type Running = {
  readonly stage?: FilesStage | undefined;
  readonly found: readonly FoundFile[];
  readonly trouble?: string;
};

function Run({
  files,
  onAdd,
  vkey,
  policy,
  site,
}: Omit<VerifyResultProps, "policy"> & { policy: WitnessPolicy | undefined }) {
  const [{ stage, found, trouble }, setRunning] = useState<Running>({ found: [] });
  const [abort, setAbort] = useState<AbortController | undefined>(undefined);
  const trust = useMemo<FilesTrust>(
    () => ({
      known: (origin, learned) => withLearned(knownTo(origin, vkey, site), learned),
      ...(policy && { policy }),
    }),
    [vkey, policy, site],
  );
  useEffect(() => {
    const own = new AbortController();
    setAbort(own);
    setRunning({ found: [] });
    const change = (next: (before: Running) => Running) => {
      if (!own.signal.aborted) setRunning(next);
    };
    verifyFiles(files, trust, {
      signal: own.signal,
      judge: judgeHere,
      onStage: (now) => change((before) => ({ ...before, stage: now })),
      onFound: (one) => {
        keep(one.finding);
        change((before) => ({ stage: undefined, found: [...before.found, one] }));
      },
    }).catch((error) => {
      if (own.signal.reason === REPLACED) return;
      setRunning(({ found: sofar }) => ({
        found: sofar,
        trouble: own.signal.aborted ? "Stopped." : `It cannot be read: ${String(error)}`,
      }));
    });
    return () => own.abort(REPLACED);
  }, [files, trust]);

  const inOrder = files.flatMap((file) => found.filter((one) => one.file === file));
  const shown = inOrder.toSorted((a, b) => Number(isLog(a)) - Number(isLog(b)));
  return (
    <div className="flex flex-col gap-8">
      {stage === undefined ? null : <ReadingFiles stage={stage} onStop={() => abort?.abort()} />}
      {trouble === undefined ? null : <Alert live tone="attention" title={trouble} />}
      {shown.map((one) => (
        <FoundResult
          key={one.file.name}
          found={one}
          isAlone={files.length === 1}
          onAdd={onAdd}
          site={site}
          logVkey={vkey === "" ? (vkeyOf(knownTo(site.origin, "", site).key) ?? site.vkey) : vkey}
        />
      ))}
      {files.length > 0 && found.length === 0 && stage === undefined && trouble === undefined ? (
        <p className="text-muted">Checking…</p>
      ) : null}
    </div>
  );
}

const isLog = ({ finding }: FoundFile) => finding.content.kind === "archive";

/** Why a check ends whose files or keys were changed. */
const REPLACED = "replaced";

/** A key met on this page is kept once something held with it, and a head seen again is a fresh sighting of it. */
function keep({ ok, origin, logKey, content, checks }: FileFinding): void {
  if (!ok || origin === undefined) return;
  const store = rememberedLogs(browserTexts());
  if (logKey.from === "site" && content.kind !== "fraud-proof") store.rememberKey(origin, logKey.vkey, browserClock());
  const isSame = checks.some(({ name, outcome }) => name === "same-view" && outcome === "pass");
  if (isSame && content.kind === "checkpoint") store.rememberCheckpoint(origin, content.note, browserClock());
}
