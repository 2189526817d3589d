import { Unlink } from "lucide-react";
import { cx } from "#components/ui/cx.ts";
import { formatRelative } from "#components/ui/format-time.ts";
import {
  countOf,
  entriesOf,
  initialsOf,
  memorySentence,
  type RailFacts,
  type RailStation,
  type Tie,
  tieOf,
} from "./rail-model.ts";

const TIES: Readonly<Record<Tie, string>> = {
  enough: "border-t-[3px] border-solid",
  some: "border-t border-solid",
  "self-run": "border-t-2 border-dotted",
  none: "border-t-0",
};
const SHORT: Readonly<Record<Tie, string>> = {
  enough: "enough watchers",
  some: "some watchers",
  "self-run": "own watchers only",
  none: "no watcher",
};

/** Below 640 px: the same rails downwards, newest on top. */
export function RailColumn({ facts }: { facts: RailFacts }) {
  const { fork, stopped, memory, stations } = facts;
  const newestFirst = stations.toReversed();
  return (
    <div className="sm:hidden">
      <p className="flex gap-3 pb-1 text-muted text-xs">
        <span>left: signed by this index</span>
        <span>right: seen by watchers</span>
      </p>
      {fork === undefined ? null : (
        <div className="flex gap-2 border-failed border-l-4 border-double py-1.5 pl-3 text-failed text-sm">
          <Unlink aria-hidden className="mt-0.5 size-4 shrink-0" />
          <p>
            <span className="font-semibold">Fork:</span>{" "}
            {fork.heads.map(({ size, root }) => `${entriesOf(size)} with root ${root.slice(0, 8)}…`).join(" and ")}
          </p>
        </div>
      )}
      {stopped === undefined ? null : (
        <p className="flex items-center gap-2 py-1.5 font-medium text-failed text-sm">
          <span aria-hidden className="h-1 w-5 rounded-sm bg-failed" />
          signing stopped, {entriesOf(stopped.behind)} behind
        </p>
      )}
      <ol>
        {newestFirst.map((station) => (
          <Row key={station.size} station={station} facts={facts} isBroken={isAfterFork(station, facts)} />
        ))}
      </ol>
      {memory === undefined ? null : (
        <p className={cx("pt-1.5 text-sm", memory.tie === "contradiction" ? "text-failed" : "text-muted")}>
          ◆ {memorySentence(memory)}
        </p>
      )}
    </div>
  );
}

const isAfterFork = ({ signedAt }: RailStation, { fork }: RailFacts) => fork !== undefined && signedAt >= fork.seenAt;

function Row({ station, facts, isBroken }: { station: RailStation; facts: RailFacts; isBroken: boolean }) {
  const tie = isBroken ? "none" : tieOf(station, facts.watchers);
  const initials = isBroken ? "" : station.seenBy.map(({ name }) => initialsOf(name)).join(" ");
  return (
    <li className={cx("flex min-h-9 items-stretch gap-3 text-sm", isBroken && HATCH)}>
      <span aria-hidden className="relative flex w-16 shrink-0 items-center">
        <SignedRail isBroken={isBroken} />
        <SeenRail isWatched={facts.watchers.some(({ isIndependent }) => isIndependent)} />
        <span
          className={cx("z-1 size-3 rounded-full border-2 bg-surface", isBroken ? "border-failed" : "border-ink")}
        />
        <span className={cx("h-0 flex-1 border-ink", TIES[tie])} />
        <span
          className={cx(
            "z-1 size-3 rounded-full",
            tie !== "none" && "border-2 border-ink",
            tie === "enough" ? "bg-ink" : "bg-surface",
          )}
        />
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
        <span className="font-medium">{countOf(station.size)}</span>
        <span className="text-muted text-xs">{formatRelative(station.signedAt, facts.now)}</span>
        <span className="text-muted text-xs">
          {isBroken ? "after the fork" : SHORT[tie]}
          {initials === "" ? "" : `: ${initials}`}
        </span>
      </span>
    </li>
  );
}

const HATCH =
  "bg-[repeating-linear-gradient(45deg,transparent_0_5px,var(--divider)_5px_6px)] [&_span]:[text-shadow:0_0_3px_var(--surface)]";

/** One line, or two where two histories were signed. */
function SignedRail({ isBroken }: { isBroken: boolean }) {
  if (!isBroken) return <span className="absolute inset-y-0 left-1.25 w-0.5 bg-ink" />;
  return (
    <>
      <span className="absolute inset-y-0 left-0.5 w-0.5 bg-failed" />
      <span className="absolute inset-y-0 left-2.5 w-0.5 bg-failed" />
    </>
  );
}

function SeenRail({ isWatched }: { isWatched: boolean }) {
  const look = isWatched ? "border-ink border-l-2" : "border-control border-l border-dashed";
  return <span className={cx("absolute inset-y-0 right-1.25 w-0", look)} />;
}
