"use client";
import { CircleX, Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { saveFile } from "#lib/client/save-file.ts";
import type { Compared } from "#lib/client/verify/compare-log.ts";

const TITLES: Readonly<Record<string, string>> = {
  forked: "This index has signed two different logs",
  "not-proven": "This index cannot show that its log continues what you saw",
  shrunk: "This index shows an older log than you saw before",
  "other-log": "This address shows another log than before",
};

export function alarmTitle({ check }: Pick<Compared, "check">): string {
  return TITLES[check.reason ?? ""] ?? "This log contradicts what you saw before";
}

/** The alarm over every page: what contradicts what, and the file to keep. */
export default function AlarmPanel({ compared }: { compared: Pick<Compared, "check" | "evidence"> }) {
  const { check, evidence } = compared;
  return (
    <div role="alert" className="border-failed border-b-2 bg-sunken">
      <div className="mx-auto flex max-w-page gap-3 px-4 py-3 sm:px-6">
        <CircleX aria-hidden className="mt-0.5 size-5 shrink-0 text-failed" />
        <div className="min-w-0">
          <p className="font-semibold text-failed text-lg leading-snug">{alarmTitle(compared)}</p>
          <p className="mt-0.5 max-w-prose">{check.detail}</p>
          <p className="mt-0.5 max-w-prose text-muted text-sm">
            {evidence?.isProof
              ? "The file is a proof that was verified in this browser: it convicts the log anywhere, without this site."
              : "Keep the file and compare it with other people's: what is in it is signed."}{" "}
            Trust nothing that this site shows until it is explained.
          </p>
          <div className="mt-2.5 flex flex-wrap gap-2">
            {evidence === undefined ? null : (
              <Button size="sm" variant="primary" onClick={() => saveFile(evidence.fileName, evidence.text)}>
                <Download aria-hidden />
                {evidence.isProof ? "Download the proof" : "Download the evidence"}
              </Button>
            )}
            <ButtonLink size="sm" href="/log#memory">
              What this browser remembers
            </ButtonLink>
          </div>
        </div>
      </div>
    </div>
  );
}
