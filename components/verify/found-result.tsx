"use client";
import type { FoundFile, GivenFile } from "#lib/client/verify/verify-files.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { KIND_NAMES } from "#lib/state/files/file-words.ts";
import { FileResult } from "./file-result.tsx";
import { MissingLogHint } from "./missing-log-hint.tsx";
import { PromiseResult } from "./promise-result.tsx";
import { shortName } from "./short-name.ts";
import type { SiteLog } from "./site-log.ts";

/** What was found of one file, under its name where it is not the only one. */
export function FoundResult({
  found: { file, finding, trust, missing },
  isAlone,
  onAdd,
  site,
  logVkey,
}: {
  found: FoundFile;
  isAlone: boolean;
  onAdd: (files: readonly GivenFile[]) => void;
  site: SiteLog;
  logVkey: string;
}) {
  const { content, origin } = finding;
  const promise = content.kind === "promise" ? content.found.promise : undefined;
  const name = shortName(file.name);
  return (
    <section aria-label={name} className="flex min-w-0 flex-col gap-5">
      {isAlone ? null : (
        <h2 className="border-divider border-b pb-1 text-lg">
          <bdi className="break-words">{name}</bdi>{" "}
          <span className="text-base text-muted">{KIND_NAMES[content.kind]}</span>
        </h2>
      )}
      {promise === undefined || !finding.ok ? null : (
        <PromiseResult
          key={promise.statementHash}
          source={file.source}
          promise={promise}
          isOwn={promise.origin === site.origin}
          logVkey={vkeyOf(finding.logKey)}
          trust={trust}
        />
      )}
      {missing === undefined ? null : (
        <MissingLogHint missing={missing} finding={finding} isOwn={origin === site.origin} onAdd={onAdd} />
      )}
      <FileResult name={file.name} finding={finding} siteOrigin={site.origin} logVkey={logVkey} />
    </section>
  );
}
