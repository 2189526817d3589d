import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";

/** How to add a peer here, and the line by which others watch this index. */
export function WatchThis({ vkey, logUrl }: { vkey: string; logUrl: string }) {
  return (
    <section className="grid gap-6 md:grid-cols-2">
      <div className="min-w-0">
        <SectionHeading
          id="add"
          lead="Its operator names the logs in a file; nobody else decides what this index reads."
        >
          Add one here
        </SectionHeading>
        <CodeBlock label="Start with the list" text="npm run up -- --peers peers.txt" />
        <p className="mt-2 text-sm">
          <Link href="/docs/how-to/watch-a-peer">How to watch a peer, and be its watcher</Link>
        </p>
      </div>
      <div className="min-w-0">
        <SectionHeading
          id="this"
          lead="Whoever keeps what this index signed can prove it when it ever signs otherwise."
        >
          Watch this index
        </SectionHeading>
        <CodeBlock label="Line for your list of logs" text={`log ${vkey} ${logUrl}`} />
      </div>
    </section>
  );
}
