import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";

const SENTENCES = [
  {
    title: "Operators sign",
    text: "Every statement is signed with its operator's own key, which this index never has: it cannot invent one, nor change a letter.",
  },
  {
    title: "The log keeps",
    text: "Each gets a place and a time in one log that only grows, under a signed root that changes when anything before it does.",
  },
  {
    title: "Anyone recomputes",
    text: "All that you see here follows from that log by public rules, so a stranger with a copy finds every lie.",
  },
] as const;

/** How the record is kept, in three sentences. */
export function HowKept() {
  return (
    <section>
      <SectionHeading id="how">How the record is kept</SectionHeading>
      <ol className="grid gap-x-10 gap-y-5 sm:grid-cols-3">
        {SENTENCES.map(({ title, text }, position) => (
          <li key={title} className="border-divider border-t pt-3">
            <p className="font-medium">
              <span className="text-muted">{position + 1}.</span> {title}
            </p>
            <p className="mt-1 text-muted">{text}</p>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-sm">
        <Link href="/docs/concepts/trust">What you can and cannot know</Link>
        <span className="text-muted"> · </span>
        <Link href="/docs/concepts/why">What Touchstone is for</Link>
      </p>
    </section>
  );
}
