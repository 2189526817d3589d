import { DatedText } from "#components/ui/dated-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { FailureView } from "#lib/contract/failures.ts";
import { failureSentence, lostWords, ratedWords, warnedWords } from "./failure-words.ts";

/** Of which the failure's own page has more. */
const MOST_SIGNS = 6;

/** One failure: what, when, what could have been known before, and what was at stake. */
export function FailureItem({ failure, now }: { failure: FailureView; now: number }) {
  const { provider, at, entry, signs, returned } = failure;
  return (
    <article className="border-divider border-t py-4">
      <h2 className="text-lg">
        <Link look="name" href={`/failures/${entry}.${provider.id}`}>
          <bdi>{failureSentence(failure)}</bdi>
        </Link>
      </h2>
      <p className="text-muted text-sm">
        {provider.kind}, <TimeText at={Date.parse(at)} now={now} /> ·{" "}
        <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
        {returned ? " · it gave a sign of life later" : ""}
      </p>
      <p className="mt-2">
        <DatedText text={`${warnedWords(failure)} ${ratedWords(failure)} ${lostWords(failure)}`} />
      </p>
      <SignList signs={signs.slice(0, MOST_SIGNS)} />
      {signs.length > MOST_SIGNS ? (
        <p className="mt-1 pl-4 text-muted text-sm">and {signs.length - MOST_SIGNS} more</p>
      ) : null}
    </article>
  );
}

export function SignList({ signs }: Pick<FailureView, "signs">) {
  if (signs.length === 0) return null;
  return (
    <ol
      aria-label="Warnings in the order of the log"
      className="mt-2 flex flex-col gap-1 border-divider border-l pl-4 text-sm"
    >
      {signs.map((sign) => (
        <li key={`${sign.entry} ${sign.kind}`} className="flex flex-wrap items-baseline gap-x-3">
          <span className="whitespace-nowrap text-muted tabular-nums">{sign.at.slice(0, 10)}</span>
          <span className="order-last min-w-0 basis-full sm:order-none sm:basis-auto">
            <DatedText text={sign.says} />
          </span>
          <Link href={`/log/entries/${sign.entry}`}>entry {sign.entry.toLocaleString("en")}</Link>
        </li>
      ))}
    </ol>
  );
}
