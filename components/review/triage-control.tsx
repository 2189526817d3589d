"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { requestJson } from "#lib/client/request-json.ts";
import { TRIAGE_STATES, type TriageState, type TriageView } from "#lib/contract/review.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { TRIAGE_WORDS } from "./review-words.ts";

const DAYS = [1, 3, 7] as const;

/** A choice with its days: "snoozed/3". */
type Choice = Exclude<TriageState, "snoozed"> | `snoozed/${number}`;
const CHOICES: readonly Choice[] = TRIAGE_STATES.flatMap((state): Choice[] =>
  state === "snoozed" ? DAYS.map((days) => `snoozed/${days}` as const) : [state],
);

function wordsOf(choice: Choice): string {
  const [state, days] = choice.split("/");
  const words = TRIAGE_WORDS[state as TriageState];
  return days === undefined ? words : `${words} for ${days === "1" ? "a day" : `${days} days`}`;
}

function inputOf(choice: Choice, now: number) {
  const [state, days] = choice.split("/");
  return days === undefined ? { state } : { state, until: formatInstant(addMs(asInstant(now), Number(days) * DAY_MS)) };
}

/** Busy until the desk shows what was chosen. */
export function useTriage(now: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ cases, choice }: { cases: readonly string[]; choice: Choice }) => {
      for (const id of cases)
        await requestJson(`/api/v1/review/triage/${id}`, { method: "PUT", body: inputOf(choice, now) });
    },
    // Also after a failure in the midst: what was kept before it is kept.
    onSettled: (_, __, { cases }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ["review", "queue"] }),
        ...cases.map((id) => client.invalidateQueries({ queryKey: ["review", "case", id] })),
      ]),
  });
}

/** What becomes of one case on one's own desk; nobody else sees it, and it says nothing of the case. */
export function TriageOne({
  id,
  triage,
  change,
  now,
}: {
  id: string;
  triage: TriageView | null;
  /** The desk's own, so that a key and this control say the same. */
  change: ReturnType<typeof useTriage>;
  now: number;
}) {
  const isOfThis = change.variables?.cases.includes(id) === true;
  const value = isOfThis && change.isPending ? change.variables.choice : choiceOf(triage, now);
  return (
    <Field label="On my desk" labelHidden error={isOfThis ? change.error?.message : undefined}>
      <Select
        aria-label="On my desk"
        value={value}
        onChange={(event) => {
          change.mutate({ cases: [id], choice: event.target.value as Choice });
        }}
      >
        {CHOICES.map((choice) => (
          <option key={choice} value={choice}>
            {wordsOf(choice)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** A case that was put aside shows the days that are left. */
function choiceOf(triage: TriageView | null, now: number): Choice {
  if (triage === null) return "pending";
  if (triage.state !== "snoozed") return triage.state;
  const leftMs = Date.parse(triage.until ?? "") - now;
  return `snoozed/${DAYS.find((days) => leftMs <= days * DAY_MS) ?? 7}`;
}

/** What a letter chooses: the shortest time for what is put aside. */
export const choiceOfState = (state: TriageState): Choice => (state === "snoozed" ? "snoozed/1" : state);

/** The same for several at once, where there is room for it. */
export function TriageMany({ cases, now, onDone }: { cases: readonly string[]; now: number; onDone: () => void }) {
  const change = useTriage(now);
  const [choice, setChoice] = useState<Choice>("snoozed/1");
  return (
    <div className="hidden items-end gap-2 lg:flex">
      <Field label={`${cases.length} picked`} className="min-w-0 flex-1" error={change.error?.message}>
        <Select value={choice} onChange={(event) => setChoice(event.target.value as Choice)}>
          {CHOICES.map((one) => (
            <option key={one} value={one}>
              {wordsOf(one)}
            </option>
          ))}
        </Select>
      </Field>
      <Button busy={change.isPending} onClick={() => change.mutate({ cases, choice }, { onSuccess: onDone })}>
        Apply
      </Button>
    </div>
  );
}
