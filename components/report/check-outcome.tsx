"use client";
import { Download } from "lucide-react";
import { EvidenceFinding } from "#components/evidence/evidence-finding.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import type { CheckedBundle } from "#lib/client/evidence/check-in-browser.ts";
import { browserClock } from "#lib/client/platform.ts";
import { sizeProblem } from "#lib/client/report/assemble.ts";
import { stopsOf } from "#lib/client/report/secret-words.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { sayNotSecret } from "#lib/evidence/bundle/secrets.ts";
import type { Verdict } from "#lib/evidence/checks/verdict.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { SecretStop } from "./secret-stop.tsx";

/** What the checks say, what they do not prove, and whether it is offered for filing. */
export function CheckOutcome({
  checked,
  bytes,
  lacks,
  onGoOn,
  onSay,
}: {
  checked: CheckedBundle;
  /** Of the bundle. */
  bytes: Uint8Array;
  /** What a reader without an index cannot tell from it. */
  lacks: string | undefined;
  onGoOn: () => void;
  /** With the bundle that says what the person said of it. */
  onSay: (bundle: Uint8Array) => void;
}) {
  const { finding } = checked;
  const { bundle, verdict } = finding;
  const stops = bundle === undefined ? [] : stopsOf(bundle, browserClock());
  const tooLarge = sizeProblem(bytes.length);
  const isOffered = verdict.verdict !== "refuted" && stops.length === 0 && tooLarge === undefined;
  const isKnown = finding.checks.some(({ name, reason }) => name === "duplicate" && reason === "duplicate");
  const keep = () => saveFile(`${finding.fault?.id.slice(0, 16) ?? "report"}.evidence.json`, utf8Decode(bytes) ?? "");
  return (
    <div className="flex flex-col gap-4" data-outcome={verdict.verdict}>
      {bundle !== undefined && stops.length > 0 ? (
        <SecretStop
          stops={stops}
          onSay={() => {
            const secrets = stops.map(({ secret }) => secret);
            onSay(encodeBundle(sayNotSecret(bundle, secrets)));
          }}
        />
      ) : (
        <>
          <EvidenceFinding checked={checked} part="head" />
          <Advice verdict={verdict} isKnown={isKnown} />
        </>
      )}
      {lacks === undefined || stops.length > 0 || verdict.verdict === "refuted" ? null : (
        <p className="max-w-prose text-muted text-sm">{lacks}</p>
      )}
      {tooLarge === undefined ? null : (
        <Alert tone="attention" title="Too large to file">
          {tooLarge}
        </Alert>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {isOffered ? (
          <Button variant="primary" data-guide="see-public" onClick={onGoOn}>
            See what becomes public
          </Button>
        ) : null}
        {stops.length > 0 ? null : (
          <Button variant="quiet" onClick={keep}>
            <Download aria-hidden />
            Keep the evidence as a file
          </Button>
        )}
      </div>
      <Details summary="What was asked and answered">
        <EvidenceFinding checked={checked} part="panes" />
      </Details>
    </div>
  );
}

function Advice({ verdict, isKnown }: { verdict: Verdict; isKnown: boolean }) {
  if (verdict.verdict === "proven" || ("reason" in verdict && verdict.reason === "cases-unknown"))
    return isKnown ? <p>It was reported before: yours is added to that case and counted.</p> : null;
  if (verdict.verdict === "refuted")
    return (
      <Alert title="This is not offered for filing">
        Any machine that checks it finds the same, and it would stand there as a report that does not hold. That says
        nothing against you: copies lose bytes easily. Take the proof again where it came from, best as a file.
      </Alert>
    );
  if (verdict.verdict === "open")
    return (
      <Alert title="This browser cannot decide it alone">
        The index has what is missing here, and decides when it is filed. What it finds is public, with every check.
      </Alert>
    );
  if ("reason" in verdict && verdict.reason === "for-people")
    return (
      <Alert title="People decide this">
        The provider is asked first, then both sides show evidence, and reviewers drawn by lot decide: up to 28 days.
        Until then it changes no tier.
      </Alert>
    );
  return (
    <Alert title="You can file it, and it changes no tier by itself">
      It is kept with its date, public and counted, and nobody is hurt by it.
    </Alert>
  );
}
