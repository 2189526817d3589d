import { Alert } from "#components/ui/alert.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CheckedBundle } from "#lib/client/evidence/check-in-browser.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { resultPieces } from "#lib/evidence/words/result.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { AnswerPanes } from "./answer-panes.tsx";
import { ResultSentence } from "./result-sentence.tsx";
import { checkSentence, type LoggedVerdict, notProvenBy, VERDICT_WORDS, verdictSentence } from "./words.ts";

const TONES = {
  proven: "failed",
  contested: "attention",
  refuted: "attention",
  inconclusive: "info",
  "out-of-scope": "info",
  open: "info",
} as const;

/** What was found: `head` is the sentence with who signed; `panes` what was asked and answered, and what that leaves open. */
export function EvidenceFinding({
  checked,
  verdict,
  providerName,
  part,
}: {
  checked: CheckedBundle;
  verdict?: LoggedVerdict | undefined;
  providerName?: string | undefined;
  part: "head" | "panes";
}) {
  const { finding, rule } = checked;
  if (part === "panes")
    return finding.bundle === undefined ? null : <AnswerPanes finding={finding} {...(rule && { rule })} />;
  const { verdict: found, bundle } = finding;
  const notProven = notProvenBy(bundle?.claim.kind, found.verdict, "reason" in found ? found.reason : null);
  return (
    <div className="flex grow flex-col gap-4">
      {verdict === undefined ? null : <Compared finding={finding} logged={verdict} />}
      <Alert
        live
        className="grow"
        tone={TONES[found.verdict]}
        title={<ResultSentence pieces={resultPieces(finding, rule)} />}
      >
        <p>
          Checked in this browser: {VERDICT_WORDS[found.verdict]}. This does not prove {notProven.join("; nor ")}.
        </p>
      </Alert>
      <Signed finding={finding} providerName={providerName} />
    </div>
  );
}

/** Who signed, with which key, and whether that key was valid then. */
function Signed({ finding, providerName }: { finding: BundleFinding; providerName: string | undefined }) {
  const { signer, bundle, checks } = finding;
  const created = bundle?.exchanges
    .map((exchange) => readAnswer(exchange).parameters.created)
    .find((at) => at !== undefined);
  const keyState = checks.find(({ name }) => name === "key-state");
  const signature = checks.find(({ name }) => name === "signature");
  if (signer === undefined || created === undefined) return null;
  return (
    <p className="text-muted text-sm">
      {signature?.outcome === "pass" ? "Signed by " : "Said to be signed by "}
      {providerName === undefined ? "the key " : <bdi className="font-medium text-ink">{providerName}</bdi>}
      {providerName === undefined ? null : " with the key "}
      <HashText value={signer} what="key" /> on <TimeText at={created * SECOND_MS} />
      {keyState === undefined ? null : `. ${checkSentence(keyState)}`}
    </p>
  );
}

/** What the index logged against what is found here: a difference is an alarm. */
function Compared({ finding, logged }: { finding: BundleFinding; logged: LoggedVerdict }) {
  const found = finding.verdict;
  const kind = finding.bundle?.claim.kind;
  const reason = "reason" in found ? found.reason : null;
  if (found.verdict === "open")
    return (
      <p className="text-muted text-sm">
        This index logged: <span className="font-medium text-ink">{VERDICT_WORDS[logged.verdict]}</span>. This browser
        could not decide everything by itself.
      </p>
    );
  if (found.verdict === logged.verdict && reason === logged.reason)
    return (
      <p className="text-sm">
        This index logged <span className="font-medium">{VERDICT_WORDS[logged.verdict]}</span>; this browser comes to
        the same.
      </p>
    );
  return (
    <Alert live tone="failed" title="This browser comes to another result than this index logged.">
      <p>
        Logged: {verdictSentence(kind, logged.verdict, logged.reason)} Here:{" "}
        {verdictSentence(kind, found.verdict, reason)} Keep the file, and check it with the offline verifier and the
        command line: an index that logs false results can be held to it.
      </p>
    </Alert>
  );
}
