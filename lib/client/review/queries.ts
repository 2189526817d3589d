/** What the review desk asks the index, as query options. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { CaseView } from "#lib/contract/cases.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type {
  OwnSeat,
  PrecedentView,
  QueueFilter,
  QueueItem,
  ReviewSummary,
  ReviewViewView,
  TriageView,
} from "#lib/contract/review.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { requestJson } from "../request-json.ts";
import type { BallotDraft } from "./ballot-draft.ts";

type One<T> = { readonly data: T; readonly as_of: AsOf };

export const summaryQuery = queryOptions({
  queryKey: ["review", "summary"],
  queryFn: async () => (await requestJson<One<ReviewSummary>>("/api/v1/review/summary")).data,
  retry: false,
});

export type QueueChoice = {
  readonly filter: QueueFilter;
  readonly state: string;
  readonly claim: string;
  readonly isBlind: boolean;
  /** What is due within so many days of `now`, and what was due before; null: whenever. */
  readonly dueDays: number | null;
  readonly now: number;
};

type QueuePage = One<readonly QueueItem[]> & { readonly page: { readonly next_cursor: string | null } };
const ROWS = 50;

export const queueQuery = ({ filter, state, claim, isBlind, dueDays, now }: QueueChoice) =>
  infiniteQueryOptions({
    queryKey: ["review", "queue", filter, state, claim, isBlind, dueDays],
    queryFn: async ({ pageParam }) => {
      const before = dueDays === null ? "" : formatInstant(addMs(asInstant(now), dueDays * DAY_MS));
      const given = {
        ...{ filter, limit: `${ROWS}`, state, claim, due_before: before },
        ...{ blind: isBlind ? "1" : "", cursor: pageParam },
      };
      const query = new URLSearchParams(Object.entries(given).filter(([, value]) => value !== ""));
      return (await requestJson<QueuePage>(`/api/v1/review/queue?${query}`)).data;
    },
    initialPageParam: "",
    getNextPageParam: ({ page }) => page.next_cursor,
  });

export type ReviewCase = {
  readonly case: CaseView;
  readonly seat: OwnSeat | null;
  readonly bar: ConflictReason | null;
  readonly triage: TriageView | null;
};

/** In blind mode the sides are `hidden`: no link can be made of them. */
export const reviewCaseQuery = (id: string, isBlind: boolean) =>
  queryOptions({
    queryKey: ["review", "case", id, isBlind],
    queryFn: async () =>
      (await requestJson<One<ReviewCase>>(`/api/v1/review/cases/${id}${isBlind ? "?blind=1" : ""}`)).data,
  });

export type PrecedentChoice = {
  readonly claim: string;
  readonly definition: string | null;
  readonly words: string;
  readonly without: string;
};

export const precedentsQuery = ({ claim, definition, words, without }: PrecedentChoice) =>
  queryOptions({
    queryKey: ["review", "precedents", claim, definition, words, without],
    queryFn: async () => {
      const query = new URLSearchParams({
        ...{ claim, without, limit: "50" },
        ...(definition === null ? {} : { definition }),
        ...(words === "" ? {} : { q: words }),
      });
      return (await requestJson<{ data: readonly PrecedentView[] }>(`/api/v1/precedents?${query}`)).data.data;
    },
  });

export type BallotEffect = { readonly before: Marks; readonly after: Marks; readonly model: Model };

/** Null: the provider has no marks here, or by a model that this build does not have. */
export const effectQuery = (id: string, { fact, attribution, severity }: BallotDraft) =>
  queryOptions({
    queryKey: ["review", "effect", id, fact, attribution, severity],
    queryFn: async (): Promise<BallotEffect | null> => {
      const given = Object.entries({ fact: fact ?? "", attribution: attribution ?? "", severity: severity ?? "" });
      const query = new URLSearchParams(given.filter(([, value]) => value !== ""));
      const { data } = await requestJson<One<{ before: Marks; after: Marks; model: string } | null>>(
        `/api/v1/review/cases/${id}/effect?${query}`,
      );
      const model = data.data === null ? undefined : findModel(data.data.model);
      return data.data === null || model === undefined ? null : { ...data.data, model };
    },
  });

export const viewsQuery = queryOptions({
  queryKey: ["review", "views"],
  queryFn: async () => (await requestJson<{ data: readonly ReviewViewView[] }>("/api/v1/review/views")).data.data,
});
