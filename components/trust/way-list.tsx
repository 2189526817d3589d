import { Eye } from "lucide-react";
import { TryIt } from "./try-it.tsx";
import { WAYS, type Way } from "./ways.ts";

/** Each way with what we would gain, who notices, what proves it, and a live try. */
export function WayList({ isWatched }: { isWatched: boolean }) {
  return (
    <ol className="flex flex-col gap-8">
      {WAYS.map((way, position) => (
        <WayView key={way.id} way={way} number={position + 1} isWatched={isWatched} />
      ))}
    </ol>
  );
}

/** One of them. */
export function WayView({ way, number, isWatched }: { way: Way; number: number; isWatched: boolean }) {
  return (
    <li id={way.id} className="scroll-mt-20 border-divider border-t pt-5">
      <h2 className="text-xl">
        <span className="mr-2 text-muted tabular-nums">{number}</span>
        {way.title}
      </h2>
      <div className="mt-3 grid gap-x-10 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <dl className="flex flex-col gap-2.5">
          <Fact name="What we would gain">{way.gain}</Fact>
          <Fact name="Who notices">
            {way.notices}
            {way.needsWatchers && !isWatched ? (
              <span className="mt-1 flex gap-1.5 text-attention text-sm">
                <Eye aria-hidden className="mt-0.5 size-4 shrink-0" />
                Nobody independent watches this index yet. Until somebody does, this is noticed only by people who
                compare what they see.
              </span>
            ) : null}
          </Fact>
          <Fact name="The proof you would hold">{way.proof}</Fact>
        </dl>
        <div className="min-w-0">
          <p className="mb-2 text-muted text-sm">Try it here, on yourself:</p>
          <TryIt way={way.id} label={way.tryIt} />
        </div>
      </div>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="max-w-prose">{children}</dd>
    </div>
  );
}
