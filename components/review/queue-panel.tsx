"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { queueQuery } from "#lib/client/review/queries.ts";
import { QUEUE_FILTERS, type QueueFilter, type QueueItem } from "#lib/contract/review.ts";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueRow } from "./queue-row.tsx";
import { TriageMany } from "./triage-control.tsx";
import { type DeskPlace, queueChoiceOf } from "./use-desk-place.ts";

const TAB_WORDS: Readonly<Record<QueueFilter, string>> = {
  mine: "Mine",
  triage: "Triage",
  snoozed: "Snoozed",
  all: "All",
};

/** The left side: what is due first stands first, in four tabs. */
export function QueuePanel({
  place,
  isBlind,
  now,
  nextDrawAt,
  onPlace,
}: {
  place: DeskPlace;
  isBlind: boolean;
  now: number;
  nextDrawAt: string | null;
  onPlace: (change: Partial<DeskPlace>) => void;
}) {
  const list = useInfiniteQuery(queueQuery(queueChoiceOf(place, isBlind, now)));
  const items = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const content = contentOf();
  return (
    <section aria-label="Queue" data-guide="queue" className="flex min-w-0 flex-col gap-3">
      <QueueFilters place={place} onPlace={onPlace} />
      <Tabs
        label="Which cases"
        value={place.tab}
        onValueChange={(tab) => onPlace({ tab: tab as QueueFilter })}
        items={QUEUE_FILTERS.map((value) => ({
          value,
          label: TAB_WORDS[value],
          content: value === place.tab ? content : null,
        }))}
      />
    </section>
  );

  function contentOf(): ReactNode {
    if (list.error !== null && list.data === undefined)
      return (
        <ErrorState title="The queue cannot be read now" onRetry={() => void list.refetch()}>
          {list.error.message}
        </ErrorState>
      );
    if (list.data === undefined) return <SkeletonText lines={6} label="Reading the queue" />;
    if (items.length === 0) return <EmptyQueue place={place} nextDrawAt={nextDrawAt} />;
    return (
      <QueueList
        key={place.tab}
        items={items}
        now={now}
        open={place.case}
        canPick={place.tab !== "mine"}
        onOpen={(id) => onPlace({ case: id, at: "case" })}
        more={
          list.hasNextPage ? (
            <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              More
            </Button>
          ) : null
        }
      />
    );
  }
}

/** The rows themselves, with what acts on several of them. */
export function QueueList({
  items,
  now,
  open,
  canPick,
  onOpen,
  more,
}: {
  items: readonly QueueItem[];
  now: number;
  open: string | null;
  canPick: boolean;
  onOpen: (id: string) => void;
  more?: ReactNode;
}) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const still = items.filter(({ case: id }) => picked.has(id)).map(({ case: id }) => id);
  return (
    <div className="flex flex-col gap-3">
      {canPick && still.length > 0 ? <TriageMany cases={still} now={now} onDone={() => setPicked(new Set())} /> : null}
      <ul className="divide-y divide-divider rounded-lg border border-divider">
        {items.map((item) => (
          <QueueRow
            key={item.case}
            item={item}
            now={now}
            isOpen={item.case === open}
            onOpen={() => onOpen(item.case)}
            pick={
              canPick
                ? {
                    isPicked: picked.has(item.case),
                    onPick: (isPicked) => {
                      const next = new Set(picked);
                      if (isPicked) next.add(item.case);
                      else next.delete(item.case);
                      setPicked(next);
                    },
                  }
                : undefined
            }
          />
        ))}
      </ul>
      {more}
    </div>
  );
}

export function EmptyQueue({
  place,
  nextDrawAt,
}: {
  place: Pick<DeskPlace, "tab" | "state" | "claim" | "due">;
  nextDrawAt: string | null;
}) {
  if (place.state !== "" || place.claim !== "" || place.due !== "")
    return <EmptyState title="No case is so">Choose another state, report or time above.</EmptyState>;
  if (place.tab === "triage") return <EmptyState title="Every open case is sorted" />;
  if (place.tab === "snoozed") return <EmptyState title="Nothing is put aside" />;
  if (place.tab === "all") return <EmptyState title="No case is open" />;
  return (
    <EmptyState title="Nothing due.">
      {nextDrawAt === null ? (
        "No case is on its way to a draw."
      ) : (
        <>
          Next draw possible <TimeText at={Date.parse(nextDrawAt)} show="absolute" precision="minute" />.
        </>
      )}
    </EmptyState>
  );
}
