"use client";
import { useEffect, useMemo, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { browserClock } from "#lib/client/platform.ts";
import { browserTexts } from "#lib/client/text-store.ts";
import { rememberedKey } from "#lib/client/verify/meet-log-key.ts";
import { runAgainHere } from "#lib/client/verify/run-fraud-again.ts";
import { type VerifyProgress, verifySource } from "#lib/client/verify/verify-source.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { parseWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FileFinding } from "#lib/state/files/file-content.ts";
import type { FileTrust, KnownLog } from "#lib/state/files/verify-file.ts";
import { FileResult } from "./file-result.tsx";
import { PromiseResult } from "./promise-result.tsx";

/** What this site says of its own log. `issuer`: who speaks for this index, from its genesis. */
export type SiteLog = {
  readonly origin: string;
  readonly vkey: string;
  /** Every promise key that its log ever named. */
  readonly promiseVkeys: readonly string[];
  readonly issuer: Did | undefined;
  /** By whom its answers are signed, from there too. */
  readonly answerKey: Did | undefined;
  /** Keys of other logs that this index knows. */
  readonly peers: readonly { readonly origin: string; readonly vkey: string }[];
};

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
    ...(isOwn ? { promiseVkeys: site.promiseVkeys } : {}),
    ...(isOwn && site.issuer !== undefined ? { issuer: site.issuer } : {}),
    ...(isOwn && site.answerKey !== undefined ? { answerKey: site.answerKey } : {}),
    ...(seen?.checkpoint === undefined ? {} : { checkpoint: seen.checkpoint }),
    ...(seen?.seenAt === undefined ? {} : { seenAt: seen.seenAt }),
  };
}

export type VerifyResultProps = {
  /** What it is called: the file's name. */
  name: string;
  source: Blob;
  /** The log's key from elsewhere; "" when the reader has none. */
  vkey: string;
  /** The text of a witness policy; "" when the reader has none. */
  policy: string;
  site: SiteLog;
};

/** Verifies what was given, with nothing but this page. */
export default function VerifyResult({ name, source, vkey, policy, site }: VerifyResultProps) {
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
  return <Run name={name} source={source} vkey={vkey} policy={parsed?.value} site={site} />;
}

type Running = { readonly progress?: VerifyProgress; readonly finding?: FileFinding; readonly trouble?: string };

function Run({
  name,
  source,
  vkey,
  policy,
  site,
}: Omit<VerifyResultProps, "policy"> & { policy: WitnessPolicy | undefined }) {
  const [running, setRunning] = useState<Running>({});
  const trust = useMemo<FileTrust>(
    () => ({ known: (origin) => knownTo(origin, vkey, site), ...(policy && { policy }) }),
    [vkey, policy, site],
  );
  const [abort, setAbort] = useState<AbortController | undefined>(undefined);
  useEffect(() => {
    const own = new AbortController();
    setAbort(own);
    setRunning({});
    const judge = async () => {
      const found = await verifySource(source, trust, own.signal, (progress) => setRunning({ progress }));
      const finding = await runAgainHere(found, trust);
      own.signal.throwIfAborted();
      return finding;
    };
    judge().then(
      (finding) => setRunning({ finding }),
      (error) => setRunning({ trouble: own.signal.aborted ? "Stopped." : `It cannot be read: ${String(error)}` }),
    );
    return () => own.abort();
  }, [source, trust]);

  const { finding, progress, trouble } = running;
  useKeep(finding);
  if (finding !== undefined) {
    const promise = finding.content.kind === "promise" ? finding.content.found.promise : undefined;
    return (
      <div className="flex flex-col gap-6">
        {promise === undefined || !finding.ok ? null : (
          <PromiseResult
            key={promise.statementHash}
            source={source}
            promise={promise}
            isOwn={promise.origin === site.origin}
            logVkey={vkeyOf(finding.logKey)}
            trust={trust}
          />
        )}
        <FileResult
          name={name}
          finding={finding}
          siteOrigin={site.origin}
          logVkey={vkey === "" ? (vkeyOf(knownTo(site.origin, "", site).key) ?? site.vkey) : vkey}
        />
      </div>
    );
  }
  if (trouble !== undefined) return <Alert live tone="attention" title={trouble} />;
  if (progress === undefined) return <p className="text-muted">Checking…</p>;
  const { bytes, ofBytes, entries, ofEntries } = progress;
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full">
        <Progress
          label="Checking"
          value={bytes}
          max={ofBytes}
          detail={
            ofEntries === undefined
              ? undefined
              : `${(entries ?? 0).toLocaleString("en")} of ${ofEntries.toLocaleString("en")} entries`
          }
        />
      </div>
      <Button onClick={() => abort?.abort()}>Stop</Button>
    </div>
  );
}

/** A key met on this page is kept once something held with it, and a head seen again is a fresh sighting of it. */
function useKeep(finding: FileFinding | undefined): void {
  useEffect(() => {
    if (finding === undefined || !finding.ok || finding.origin === undefined) return;
    const { origin, logKey, content, checks } = finding;
    const store = rememberedLogs(browserTexts());
    if (logKey.from === "site" && content.kind !== "fraud-proof")
      store.rememberKey(origin, logKey.vkey, browserClock());
    const isSame = checks.some(({ name, outcome }) => name === "same-view" && outcome === "pass");
    if (isSame && content.kind === "checkpoint") store.rememberCheckpoint(origin, content.note, browserClock());
  }, [finding]);
}
