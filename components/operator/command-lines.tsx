import { CodeBlock } from "#components/ui/code-block.tsx";
import type { CommandLine } from "#lib/client/operator/automation.ts";

/** Lines of the command line, each with what it does, ready to copy. */
export function CommandLines({ lines }: { lines: readonly CommandLine[] }) {
  return (
    <ol className="flex flex-col gap-4">
      {lines.map(({ title, why, text }) => (
        <li key={title} className="flex min-w-0 flex-col gap-1.5">
          <p>
            <span className="font-medium">{title}.</span> <span className="text-muted">{why}</span>
          </p>
          <CodeBlock text={text} label={title} />
        </li>
      ))}
    </ol>
  );
}
