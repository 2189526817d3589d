"use client";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Question } from "#lib/client/report/questions.ts";

const AGENT = "npm run touchstone -- agent --provider https://provider.example --definition definition.json";

/** Said kindly and early: without a signed answer nobody can check it. Two ways on. */
export function NoProof({
  question,
  isTold = false,
  onUnproven,
}: {
  question: Question;
  /** The form for filing it as unproven stands below already. */
  isTold?: boolean;
  onUnproven?: () => void;
}) {
  return (
    <Alert
      title="Without a signed answer nobody can check this, so it cannot change a tier."
      actions={
        onUnproven === undefined ? undefined : (
          <Button size="sm" onClick={onUnproven}>
            File it as unproven
          </Button>
        )
      }
    >
      <p>
        You can still record it next time (two-minute set-up), or file it as unproven (public count, weight zero)
        {isTold ? " with the form below" : ""}.
      </p>
      {onUnproven !== undefined && question.proof === "answers" ? (
        <p className="mt-1">What can be filed then is that its answer carried no signature.</p>
      ) : null}
      <Details summary="Record it next time" className="mt-2">
        <div className="flex flex-col gap-2">
          <p>
            An agent calls for you, checks every signature, runs some answers again, and keeps what it needs to prove a
            lie. Its link “report this call” opens here.{" "}
            <Link href="/docs/how-to/report-a-provider">How to set it up</Link>
          </p>
          <CodeBlock text={AGENT} label="The agent's command" />
        </div>
      </Details>
    </Alert>
  );
}
