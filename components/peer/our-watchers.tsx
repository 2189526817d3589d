import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { TimeText } from "#components/ui/time-text.tsx";

export type OurWatcher = {
  readonly name: string;
  readonly isDemonstration: boolean;
  /** Size and time (ms) of the head that it signed last. */
  readonly last: { readonly size: number; readonly at: number } | undefined;
};

/** Who signs the heads of this index after checking that it only grew. */
export function OurWatchers({ watchers, now }: { watchers: readonly OurWatcher[]; now: number }) {
  return (
    <section>
      <SectionHeading lead="A watcher signs this index's heads only while each extends all before it.">
        Who watches this index
      </SectionHeading>
      {watchers.length === 0 ? (
        <p className="text-muted">
          Nobody independent watches this index yet, so that it could show two logs to two readers who never compare.{" "}
          <Link href="/docs/concepts/trust">What that means</Link>
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {watchers.map(({ name, isDemonstration, last }) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-2">
              <span className="break-all font-medium">{name}</span>
              <span className="text-muted text-sm">
                {last === undefined ? (
                  "has signed nothing yet"
                ) : (
                  <>
                    signed {last.size.toLocaleString("en")} {last.size === 1 ? "entry" : "entries"},{" "}
                    <TimeText at={last.at} now={Math.max(now, last.at)} />
                  </>
                )}
                {isDemonstration ? " · run by this index itself, counts as nobody" : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
