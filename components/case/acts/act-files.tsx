"use client";
import { X } from "lucide-react";
import { useState } from "react";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type PublicFile, publicFile } from "#lib/client/case/case-plans.ts";
import { browserRandom } from "#lib/client/platform.ts";
import { commitOf, PARTS_MAX_BYTES } from "#lib/statement/submission.ts";
import { sizeText } from "../size-text.ts";

/** Files that become public with the statement, read here; what is too large is not even read. */
export function ActFiles({
  files,
  most,
  error,
  onChange,
}: {
  files: readonly PublicFile[];
  most: number;
  error: string | undefined;
  onChange: (files: readonly PublicFile[]) => void;
}) {
  const [refused, setRefused] = useState<string>();
  const used = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const take = async (file: File) => {
    if (used + file.size > PARTS_MAX_BYTES)
      return setRefused(
        `“${file.name}” has ${sizeText(file.size)}. The files of one statement have at most ${sizeText(PARTS_MAX_BYTES)} together: cut it to what matters.`,
      );
    setRefused(undefined);
    const bytes = new Uint8Array(await file.arrayBuffer());
    onChange([...files, publicFile({ name: file.name, type: file.type.toLowerCase(), bytes }, browserRandom)]);
  };
  const problem = refused ?? error;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium">
        Files <span className="ml-1 font-normal text-muted text-xs">optional, at most {most}</span>
      </p>
      {files.length === 0 ? null : (
        <ul className="flex flex-col gap-1">
          {files.map((file, at) => (
            <li key={commitOf(file)} className="flex items-center justify-between gap-2">
              <span className="min-w-0">
                <bdi className="block truncate">{file.name}</bdi>
                <span className="block text-muted text-sm">
                  {sizeText(file.bytes.length)}, {file.mediaType}
                </span>
              </span>
              <IconButton
                label={`Take out ${file.name}`}
                icon={<X aria-hidden />}
                onClick={() => onChange(files.filter((_, other) => other !== at))}
              />
            </li>
          ))}
        </ul>
      )}
      {files.length >= most ? null : (
        <FileDrop label="A file for the case" onFile={(file) => void take(file)} className="py-5">
          Drop a file here. Everybody can read it, for ever; its name stays here.
        </FileDrop>
      )}
      {problem === undefined ? null : (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
    </div>
  );
}
