"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import { EmptyState, ErrorState } from "#components/ui/states.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { queueQuery, type ReviewCase, reviewCaseQuery } from "#lib/client/review/queries.ts";
import { useSeen } from "#lib/client/review/seen.ts";
import type { ReviewSummary } from "#lib/contract/review.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { CasePane } from "./case-pane.tsx";
import { evidenceOf, firstUnseen, itemBefore, nextItem } from "./evidence-items.ts";
import { focusBallot } from "./focus-ballot.ts";
import { QueuePanel } from "./queue-panel.tsx";
import { SeatPane } from "./seat-pane.tsx";
import { TopLine } from "./top-line.tsx";
import { choiceOfState, useTriage } from "./triage-control.tsx";
import { useDeskKeys } from "./use-desk-keys.ts";
import { type DeskPlace, queueChoiceOf, type Screen, useDeskPlace } from "./use-desk-place.ts";

type DeskProps = {
  account: Account;
  origin: Origin;
  summary: ReviewSummary;
  isBlind: boolean;
  onBlind: (isBlind: boolean) => void;
  now: number;
};

/** Three columns where there is room; on small screens one of three, by the address. */
export function Desk({ account, origin, summary, isBlind, onBlind, now }: DeskProps) {
  const [place, setPlace] = useDeskPlace();
  const list = useInfiniteQuery(queueQuery(queueChoiceOf(place, isBlind, now)));
  const ids = (list.data?.pages ?? []).flatMap(({ data }) => data.map((item) => item.case));
  // Where there is room the first case is open; on small screens the queue is what one comes to.
  const first = useFirstShown(`${place.tab} ${place.state} ${place.claim} ${place.due}`, ids[0]);
  const id = place.case ?? first;
  const one = useQuery({ ...reviewCaseQuery(id ?? "", isBlind), enabled: id !== undefined });
  const [seen, see] = useSeen(id ?? "");
  const [item, setItem] = useItem(one.data?.data, seen);
  const items = one.data === undefined ? [] : evidenceOf(one.data.data.case).map((entry) => entry.id);

  const triage = useTriage(now);
  const goToBallot = useBallotFocus(place.at, setPlace);

  useDeskKeys((act) => {
    if (act.kind === "case") {
      const other = ids[(id === undefined ? -1 : ids.indexOf(id)) + act.step];
      if (other !== undefined) setPlace({ case: other, at: "case" });
    } else if (act.kind === "evidence") setItem(act.step === 1 ? nextItem(items, seen, item) : itemBefore(items, item));
    else if (act.kind === "ballot") goToBallot(act.to);
    else if (id !== undefined) triage.mutate({ cases: [id], choice: choiceOfState(act.state) });
  });

  return (
    <div className="flex flex-col gap-5">
      <div className={cx(place.at !== "queue" && "max-lg:hidden")}>
        <TopLine summary={summary} isBlind={isBlind} onBlind={onBlind} />
      </div>
      <div className="grid items-start gap-x-6 gap-y-5 lg:grid-cols-[22.5rem_minmax(0,1fr)_20rem]">
        <Column of="queue" at={place.at}>
          <QueuePanel
            place={{ ...place, case: id ?? null }}
            isBlind={isBlind}
            now={now}
            nextDrawAt={summary.next_draw_at}
            onPlace={setPlace}
          />
        </Column>
        <Column of="case" at={place.at}>
          <Ways at="case" onPlace={setPlace} />
          {id === undefined ? (
            <EmptyState title="No case is open here">Choose one in the queue.</EmptyState>
          ) : one.error !== null && one.data === undefined ? (
            <ErrorState title="The case cannot be read now" onRetry={() => void one.refetch()}>
              {one.error.message}
            </ErrorState>
          ) : one.data === undefined ? (
            <SkeletonText lines={8} label="Reading the case" />
          ) : (
            <CasePane
              one={one.data.data.case}
              triage={one.data.data.triage}
              onTriage={triage}
              {...{ isBlind, now, item, seen }}
              onItem={setItem}
              onSeen={see}
            />
          )}
        </Column>
        <Column of="ballot" at={place.at}>
          <Ways at="ballot" onPlace={setPlace} />
          {one.data === undefined ? null : (
            <SeatPane
              key={id}
              one={one.data.data.case}
              seat={one.data.data.seat}
              bar={one.data.data.bar}
              did={summary.maintainer as Did}
              {...{ account, origin, now }}
            />
          )}
        </Column>
      </div>
    </div>
  );
}

/** On small screens the ballot is another screen: it is shown first, and has the focus then. */
function useBallotFocus(at: Screen, onPlace: (change: Partial<DeskPlace>) => void) {
  const [to, setTo] = useState<Parameters<typeof focusBallot>[0]>();
  useEffect(() => {
    if (to === undefined || at !== "ballot") return;
    focusBallot(to);
    setTo(undefined);
  }, [to, at]);
  return (wanted: NonNullable<typeof to>) => {
    if (document.querySelector("[data-ballot]") === null) return;
    setTo(wanted);
    if (at !== "ballot") onPlace({ at: "ballot" });
  };
}

/** The case that opened by itself stays open when what was done in it takes it off the list: what became of it is told there. */
function useFirstShown(list: string, first: string | undefined): string | undefined {
  const [shown, setShown] = useState<{ readonly in: string; readonly id: string }>();
  const isShown = shown?.in === list;
  useEffect(() => {
    if (first !== undefined && !isShown) setShown({ in: list, id: first });
  }, [list, first, isShown]);
  return isShown ? shown.id : first;
}

/** A case opens at the first evidence that was not seen; seeing it moves nothing. */
function useItem(open: ReviewCase | undefined, seen: readonly string[]): [string, (id: string) => void] {
  const [chosen, setChosen] = useState<{ readonly of: string; readonly item: string }>();
  const id = open?.case.id;
  const isChosen = chosen !== undefined && chosen.of === id;
  useEffect(() => {
    if (open === undefined || isChosen) return;
    const items = evidenceOf(open.case).map((entry) => entry.id);
    setChosen({ of: open.case.id, item: firstUnseen(items, seen) });
  }, [open, isChosen, seen]);
  return [isChosen ? chosen.item : "report", (item) => id !== undefined && setChosen({ of: id, item })];
}

function Column({ of, at, children }: { of: Screen; at: Screen; children: ReactNode }) {
  return <div className={cx("min-w-0 flex-col gap-4 lg:flex", of === at ? "flex" : "hidden")}>{children}</div>;
}

/** On small screens: back to what comes before, on to what comes after. */
function Ways({ at, onPlace }: { at: "case" | "ballot"; onPlace: (change: Partial<DeskPlace>) => void }) {
  const [before, after] = at === "case" ? (["queue", "ballot"] as const) : (["case", undefined] as const);
  return (
    <div className="flex justify-between gap-2 lg:hidden">
      <Button size="sm" data-guide={`to-${before}`} onClick={() => onPlace({ at: before })}>
        <ArrowLeft aria-hidden />
        {before === "queue" ? "Queue" : "Evidence"}
      </Button>
      {after === undefined ? null : (
        <Button size="sm" data-guide="to-ballot" onClick={() => onPlace({ at: after })}>
          Ballot
          <ArrowRight aria-hidden />
        </Button>
      )}
    </div>
  );
}
