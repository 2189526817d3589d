"use client";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { type ChosenFiles, DEFINITION_FILE_MAX_BYTES, type FilesRead } from "#lib/client/operator/definition-files.ts";

/** Where the files of a definition are given, which are there, and what is wrong or still missing. Nothing is sent. */
export function DefinitionFiles({
  files,
  read,
  onFiles,
}: {
  files: ChosenFiles;
  read: FilesRead;
  onFiles: (change: (files: ChosenFiles) => ChosenFiles) => void;
}) {
  const [leftOut, setLeftOut] = useState<ReadonlyMap<string, string>>(new Map());
  const leaveOut = (name: string, why: string) => setLeftOut((before) => new Map([...before, [name, why]]));
  const take = async (file: File) => {
    // Asked of its size: a file of gigabytes is not read to be refused.
    if (file.size > DEFINITION_FILE_MAX_BYTES)
      return leaveOut(file.name, "has more than 512 KiB: no file of a definition is so long.");
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) return leaveOut(file.name, "cannot be read: choose it again.");
    setLeftOut((before) => new Map([...before].filter(([name]) => name !== file.name)));
    onFiles((before) => new Map([...before, [file.name, new Uint8Array(bytes)]]));
  };
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        label="Files of a definition"
        onFiles={(chosen) => {
          for (const file of chosen) void take(file);
        }}
        className="py-6"
      >
        Drop the definition, with the files of its code and state, here
      </FileDrop>
      {leftOut.size === 0 ? null : (
        <Alert live tone="failed" title="Left out">
          {[...leftOut].map(([name, why]) => (
            <p key={name} className="break-words">
              <bdi>{name}</bdi> {why}
            </p>
          ))}
        </Alert>
      )}
      {files.size === 0 ? null : (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="min-w-0 break-words text-sm">
            <span className="text-muted">Chosen: </span>
            {[...files.keys()].map((name, at) => (
              <bdi key={name}>
                {at === 0 ? "" : ", "}
                {name}
              </bdi>
            ))}
          </p>
          <Button
            size="sm"
            variant="quiet"
            onClick={() => {
              setLeftOut(new Map());
              onFiles(() => new Map());
            }}
          >
            Start over
          </Button>
        </div>
      )}
      <WhatIsWrong read={read} />
    </div>
  );
}

/** "/definition/tests  At least 3 tests.": the place, where one is named, before two spaces. */
function Rule({ text }: { text: string }) {
  const [place, ...words] = text.split("  ");
  if (words.length === 0) return text;
  return (
    <>
      <code className="break-all font-mono text-sm">{place}</code> {words.join("  ")}
    </>
  );
}

function WhatIsWrong({ read }: { read: FilesRead }) {
  if (read.status === "missing")
    return (
      <Alert live tone="attention" title={<>Still missing: {read.missing.join(", ")}</>}>
        Named in <bdi>{read.file}</bdi>: choose what is missing, too.
      </Alert>
    );
  if (read.status !== "wrong") return null;
  return (
    <Alert
      live
      tone="failed"
      title={read.file === undefined ? "These files are not one definition" : <bdi>{read.file} is no definition</bdi>}
    >
      <ul className="flex flex-col gap-1">
        {read.rules.map((rule) => (
          <li key={rule} className="break-words">
            <Rule text={rule} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
