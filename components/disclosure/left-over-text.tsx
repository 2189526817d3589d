import { Alert } from "#components/ui/alert.tsx";
import type { LeftOver } from "#lib/client/disclosure/fit-draft.ts";

/** What an older draft holds and the form of today has no input for: shown to be copied, not dropped. */
export function LeftOverText({ leftOver }: { leftOver: readonly LeftOver[] }) {
  if (leftOver.length === 0) return null;
  return (
    <Alert className="mb-5" tone="attention" title="Your draft is older than this form">
      <p>The form has no place for this any more. Copy what you need before you go on.</p>
      <ul className="mt-1 flex flex-col gap-1">
        {leftOver.map(({ place, text }) => (
          <li key={place} className="break-words">
            <code className="font-mono text-sm">{place}</code> <bdi className="whitespace-pre-line">{text}</bdi>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
