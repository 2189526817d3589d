import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { RetryAlert } from "#components/ui/retry-alert.tsx";
import type { SeekAnswer } from "#lib/client/promises/seek-promise.ts";
import { UnmetProof } from "./unmet-proof.tsx";

export type Seeking =
  | { readonly phase: "idle" | "running"; readonly done?: number; readonly of?: number }
  | { readonly phase: "trouble"; readonly words: string }
  | { readonly phase: "done"; readonly answer: SeekAnswer };

/** The search of the log for a promised statement, up to the proof. `whose`: by whose watchers it is judged. */
export function PromiseSearch({
  seeking,
  whose,
  onRun,
  onStop,
}: {
  seeking: Seeking;
  whose: string;
  onRun: () => void;
  onStop: () => void;
}) {
  switch (seeking.phase) {
    case "idle":
      return (
        <div className="flex flex-col items-start gap-2">
          <Button variant="primary" onClick={onRun}>
            Build the proof
          </Button>
          <p className="text-muted text-sm">{whose}</p>
        </div>
      );
    case "running": {
      const { done = 0, of } = seeking;
      const detail =
        of === undefined ? undefined : `${done.toLocaleString("en")} of ${of.toLocaleString("en")} entries`;
      return (
        <div className="flex flex-col items-start gap-3">
          <div className="w-full">
            <Progress
              label="Reading the log"
              {...(of === undefined ? {} : { value: done, max: Math.max(1, of) })}
              detail={detail}
            />
          </div>
          <Button onClick={onStop}>Stop</Button>
        </div>
      );
    }
    case "trouble":
      return (
        <RetryAlert title="The log could not be read to its end" onRetry={onRun}>
          {seeking.words}
        </RetryAlert>
      );
    case "done":
      return <UnmetProof answer={seeking.answer} whose={whose} onAgain={onRun} />;
  }
}
