"use client";
import { FileUp } from "lucide-react";
import { useId } from "react";

/** Key files are small: anything larger is something else, and is not read. */
const MAX_FILE_BYTES = 16_384;

/** Reads a chosen file into the text field beside it. The platform's own button is hidden, its focus is drawn on the words. */
export function FileChoice({
  label,
  maxBytes = MAX_FILE_BYTES,
  onText,
  onBytes,
  onTooLarge,
}: {
  label: string;
  /** Preset: that of a key file. */
  maxBytes?: number;
  onText?: (text: string) => void;
  /** For files whose every byte counts. */
  onBytes?: (bytes: Uint8Array) => void;
  onTooLarge: () => void;
}) {
  const id = useId();
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > maxBytes) onTooLarge();
    else if (onBytes !== undefined) onBytes(new Uint8Array(await file.arrayBuffer()));
    else onText?.(await file.text());
  };
  return (
    <div className="w-fit rounded-sm outline-offset-2 outline-link has-focus-visible:outline-2">
      <input id={id} type="file" className="sr-only" onChange={(event) => void take(event.target.files?.[0])} />
      <label htmlFor={id} className="inline-flex min-h-6 items-center gap-1.5 text-link hover:underline">
        <FileUp aria-hidden className="size-4" />
        {label}
      </label>
    </div>
  );
}
