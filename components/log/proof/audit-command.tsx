import { CodeBlock } from "#components/ui/code-block.tsx";

/** The exact command that replays this log, for whoever has the source. */
export function AuditCommand({ webOrigin }: { webOrigin: string }) {
  return (
    <CodeBlock
      label="Audit this index from your own copy of the source"
      text={`npm run touchstone -- audit ${webOrigin}`}
    />
  );
}
