import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";

/** How to add a peer here, and the lines by which others watch this index or let it watch them. */
export function WatchThis({
  log,
  watcher,
}: {
  log: { vkey: string; url: string };
  watcher: { vkey: string; url: string };
}) {
  return (
    <section className="grid gap-x-6 gap-y-8 md:grid-cols-2">
      <div className="min-w-0">
        <SectionHeading lead="The operator names the logs in a file; nobody else decides what this index reads.">
          Add one here
        </SectionHeading>
        <CodeBlock label="Start with the list" text="npm run up -- --peers peers.txt" />
        <p className="mt-2 text-sm">
          <Link href="/docs/how-to/watch-a-peer">Watch a peer, be its watcher</Link>
        </p>
      </div>
      <div className="min-w-0">
        <SectionHeading lead="Whoever keeps what this index signed can prove it when it ever signs otherwise.">
          Watch this index
        </SectionHeading>
        <CodeBlock label="Line for your list of logs" text={`log ${log.vkey} ${log.url}`} />
        <CodeBlock
          className="mt-3"
          label="Line for your watcher policy, once your log is listed here"
          text={`witness ${NAME} ${watcher.vkey} ${watcher.url}`}
        />
      </div>
    </section>
  );
}

/** The reader's own name for this watcher in a policy; any word does. */
const NAME = "touchstone";
