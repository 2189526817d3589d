"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { STATE_WORDS } from "#components/case/case-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { requestJson } from "#lib/client/request-json.ts";
import { viewsQuery } from "#lib/client/review/queries.ts";
import { QUEUE_FILTERS, type QueueFilter, type ReviewViewView } from "#lib/contract/review.ts";
import { claimSentence } from "#lib/evidence/words/verdict-words.ts";
import { CLAIM_NAMES } from "#lib/statement/evidence-bodies.ts";
import { type DeskPlace, DUE_WITHIN, type DueWithin } from "./use-desk-place.ts";

/** States of cases that are open: the others stand on the public list. */
const OPEN_STATES = [
  ...(["filed", "checked", "proven", "awaiting_response", "accepted", "evidence_open"] as const),
  ...(["drawing", "voting", "revealing", "draft", "ruled", "appealed"] as const),
];

type Placing = { place: DeskPlace; onPlace: (change: Partial<DeskPlace>) => void };

/** Narrows the queue by state and claim, and keeps such choices under names. */
export function QueueFilters({ place, onPlace }: Placing) {
  const isNarrow = place.state !== "" || place.claim !== "" || place.due !== "";
  return (
    <Details summary={isNarrow ? "Filter and views (filtered)" : "Filter and views"}>
      <div className="flex flex-col gap-3">
        <Field label="State">
          <Select value={place.state} onChange={(event) => onPlace({ state: event.target.value })}>
            <option value="">any</option>
            {OPEN_STATES.map((state) => (
              <option key={state} value={state}>
                {STATE_WORDS[state]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="What was reported">
          <Select value={place.claim} onChange={(event) => onPlace({ claim: event.target.value })}>
            <option value="">anything</option>
            {CLAIM_NAMES.map((claim) => (
              <option key={claim} value={claim}>
                {claimSentence(claim)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Due">
          <Select value={place.due} onChange={(event) => onPlace({ due: dueOf(event.target.value) })}>
            {DUE_WITHIN.map((days) => (
              <option key={days} value={days}>
                {days === "" ? "whenever" : days === "1" ? "within a day" : `within ${days} days`}
              </option>
            ))}
          </Select>
        </Field>
        <SavedViews place={place} onPlace={onPlace} />
      </div>
    </Details>
  );
}

function SavedViews({ place, onPlace }: Placing) {
  const client = useQueryClient();
  const views = useQuery(viewsQuery);
  const [name, setName] = useState("");
  const change = useMutation({
    mutationFn: async ({ method, of }: { method: "PUT" | "DELETE"; of: string }) => {
      const { tab, state, claim, due } = place;
      const query = new URLSearchParams({ tab, state, claim, due }).toString();
      const request = method === "PUT" ? ({ method, body: { query } } as const) : { method };
      await requestJson(`/api/v1/review/views/${encodeURIComponent(of)}`, request);
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
    },
  });
  return (
    <div className="flex flex-col gap-2">
      {views.data === undefined || views.data.length === 0 ? null : (
        <ul aria-label="Saved views" className="flex flex-col gap-1">
          {views.data.map((view) => (
            <li key={view.name} className="flex items-center justify-between gap-2">
              <button
                type="button"
                className="min-h-6 truncate text-link hover:underline"
                onClick={() => onPlace(placeOf(view))}
              >
                <bdi>{view.name}</bdi>
              </button>
              <Button
                size="sm"
                variant="quiet"
                aria-label={`Throw the view ${view.name} away`}
                onClick={() => change.mutate({ method: "DELETE", of: view.name })}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          change.mutate({ method: "PUT", of: name.trim() }, { onSuccess: () => setName("") });
        }}
      >
        <Field label="Keep this view as" className="flex-1" error={change.error?.message}>
          <Input value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" busy={change.isPending}>
          Keep
        </Button>
      </form>
      <p className="text-muted text-sm">Your views and notes are seen by nobody else.</p>
    </div>
  );
}

function placeOf({ query }: ReviewViewView): Partial<DeskPlace> {
  const kept = new URLSearchParams(query);
  const tab = QUEUE_FILTERS.find((one) => one === kept.get("tab")) ?? ("mine" satisfies QueueFilter);
  return { tab, state: kept.get("state") ?? "", claim: kept.get("claim") ?? "", due: dueOf(kept.get("due")) };
}

function dueOf(text: string | null): DueWithin {
  return DUE_WITHIN.find((one) => one === text) ?? "";
}
