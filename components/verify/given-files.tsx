"use client";
import { Download, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import type { GivenFile } from "#lib/client/verify/verify-files.ts";
import { shortName } from "./short-name.ts";

/** Several files that are judged together; what was read from this site can be kept. */
export function GivenFiles({ files, onRemove }: { files: readonly GivenFile[]; onRemove: (file: GivenFile) => void }) {
  if (files.length < 2) return null;
  return (
    <ul aria-label="Files that are judged together" className="flex flex-col divide-y divide-divider">
      {files.map((file) => (
        <li key={file.name} className="flex items-center gap-2 py-1">
          <span className="min-w-0 flex-1 break-words">
            <bdi>{shortName(file.name)}</bdi>{" "}
            <span className="whitespace-nowrap text-muted text-sm">{sizeWords(file.source.size)}</span>
          </span>
          {file.source instanceof File ? null : (
            <Button size="sm" variant="quiet" aria-label={`Save ${file.name}`} onClick={() => void save(file)}>
              <Download aria-hidden />
              Save
            </Button>
          )}
          <Button size="sm" variant="quiet" aria-label={`Leave out ${file.name}`} onClick={() => onRemove(file)}>
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

async function save({ name, source }: GivenFile): Promise<void> {
  saveFile(name, new Uint8Array(await source.arrayBuffer()), source.type || "application/octet-stream");
}

function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kibibytes = bytes / 1024;
  return kibibytes < 1024 ? `${Math.ceil(kibibytes)} KiB` : `${(kibibytes / 1024).toFixed(1)} MiB`;
}
