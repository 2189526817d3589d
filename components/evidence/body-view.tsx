"use client";
import { Download } from "lucide-react";
import { useMemo, useState } from "react";
import { indentJson } from "#components/ui/indent-json.ts";
import { ScrollFrame } from "#components/ui/scroll-frame.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import { jsonBody } from "#lib/evidence/definition/compare.ts";
import { hexLines, inertText, SHOWN_BYTES, shownPart } from "./body-text.ts";

/** A body as text or as bytes, and as a file byte for byte. Nothing in it is ever drawn as anything but characters. */
export function BodyView({ bytes, label, fileName }: { bytes: Uint8Array; label: string; fileName: string }) {
  const text = useMemo(() => inertText(shownPart(bytes)), [bytes]);
  const isJson = useMemo(
    () => text !== undefined && bytes.length <= SHOWN_BYTES && jsonBody(bytes) !== undefined,
    [bytes, text],
  );
  const [wantsBytes, setWantsBytes] = useState(false);
  const isHex = wantsBytes || text === undefined;
  if (bytes.length === 0) return <p className="text-muted text-sm">No body: it is empty.</p>;
  const isCut = bytes.length > SHOWN_BYTES;
  const shown = isHex ? hexLines(shownPart(bytes)) : isJson ? indentJson(text) : text;
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-divider bg-sunken">
      <figcaption className="flex min-h-8 flex-wrap items-center justify-between gap-x-3 border-divider border-b px-3 py-1 text-muted text-xs">
        <span>
          {bytes.length.toLocaleString("en")} bytes{text === undefined ? ", not text" : ""}
        </span>
        <span className="flex items-center gap-1">
          {text === undefined ? null : (
            <button
              type="button"
              aria-pressed={isHex}
              onClick={() => setWantsBytes(!isHex)}
              className="min-h-6 rounded-sm px-1 text-link hover:underline print:hidden"
            >
              {isHex ? "As text" : "As bytes"}
              <span className="sr-only">: {label}</span>
            </button>
          )}
          <button
            type="button"
            onClick={() => saveFile(fileName, new Uint8Array(bytes), "application/octet-stream")}
            className="flex min-h-6 items-center gap-1 rounded-sm px-1 text-link hover:underline print:hidden"
          >
            <Download aria-hidden className="size-3.5" />
            Raw<span className="sr-only"> bytes: {label}</span>
          </button>
        </span>
      </figcaption>
      <ScrollFrame label={label} className="max-h-72 overflow-auto -outline-offset-2 print:max-h-none">
        <pre
          dir="ltr"
          className={`px-3 py-2.5 font-mono text-sm leading-relaxed ${isHex ? "whitespace-pre" : "whitespace-pre-wrap wrap-anywhere"}`}
        >
          {shown}
        </pre>
      </ScrollFrame>
      {isCut ? (
        <p className="border-divider border-t px-3 py-1 text-muted text-xs">
          The first {SHOWN_BYTES.toLocaleString("en")} bytes; the file has all of them.
        </p>
      ) : null}
    </figure>
  );
}
