import { Button } from "#components/ui/button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import type { FilesStage } from "#lib/client/verify/verify-files.ts";
import { shortName } from "./short-name.ts";

/** How far the reading of a file is, or that it is being judged. */
export function ReadingFiles({ stage: { name, progress }, onStop }: { stage: FilesStage; onStop: () => void }) {
  const { bytes, ofBytes, entries, ofEntries } = progress ?? {};
  return (
    <div className="flex flex-col items-start gap-3">
      <div className="w-full min-w-0">
        <Progress
          label={progress === undefined ? `Judging ${shortName(name)}` : `Reading ${shortName(name)}`}
          {...(bytes === undefined || ofBytes === undefined ? {} : { value: bytes, max: ofBytes })}
          detail={
            ofEntries === undefined
              ? undefined
              : `${(entries ?? 0).toLocaleString("en")} of ${ofEntries.toLocaleString("en")} entries`
          }
        />
      </div>
      <Button onClick={onStop}>Stop</Button>
    </div>
  );
}
