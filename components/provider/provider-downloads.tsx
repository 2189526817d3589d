"use client";
import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { saveFile } from "#lib/client/save-file.ts";

/** The receipt of an entry, the provider as JSON, and (where given) the exact bytes of a statement, as files. */
export function ProviderDownloads({
  providerId,
  entry,
  statement,
}: {
  providerId: string;
  entry: number;
  /** Canonical JSON, signature included. */
  statement?: string;
}) {
  return (
    <span className="flex flex-wrap gap-2">
      {/* Plain anchors: these are files of the API, not pages of this site. */}
      <a className={buttonClass("secondary", "sm")} href={`/api/v1/entries/${entry}/receipt?format=file`} download>
        <Download aria-hidden />
        {statement === undefined ? "Receipt of the registration" : "Receipt"}
      </a>
      {statement === undefined ? (
        <a
          className={buttonClass("secondary", "sm")}
          href={`/api/v1/providers/${providerId}`}
          download={`${providerId}.json`}
        >
          <Download aria-hidden />
          Provider as JSON
        </a>
      ) : (
        <Button size="sm" onClick={() => saveFile(`entry-${entry}.statement.json`, statement)}>
          <Download aria-hidden />
          Exact statement
        </Button>
      )}
    </span>
  );
}
