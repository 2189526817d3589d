"use client";
import { useState } from "react";
import { requestJson } from "#lib/client/request-json.ts";
import type { MarksHistoryView } from "#lib/contract/marks.ts";
import { spanOf } from "./history-model.ts";
import { type DaySpan, type History, historyOf } from "./history-points.ts";
import { dateText } from "./history-words.ts";

/** The most days that the API gives at once. */
const MOST_DAYS = 1_200;

/**
 * What the page came with, its newest 180 days, and earlier ones when they are asked for. `earlier`: the first day that
 * is still to be had, if any.
 */
export function useLoadedHistory(provider: string, initial: History, first: number, last: number) {
  const [history, setHistory] = useState(initial);
  const [from, setFrom] = useState(Math.min(initial.points[0]?.day ?? last, spanOf("180d", first, last).from));
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");

  const earliest = Math.max(first, last - MOST_DAYS + 1);
  /** Makes sure that the span is there, as far back as the API gives it. */
  const reach = async (span: DaySpan) => {
    const wanted = Math.max(earliest, span.from);
    if (wanted >= from) return;
    setState("loading");
    try {
      const path = `/api/v1/providers/${encodeURIComponent(provider)}/marks/history?from=${dateText(wanted)}&to=${dateText(last)}`;
      setHistory(historyOf((await requestJson<{ data: MarksHistoryView }>(path)).data.data));
      setFrom(wanted);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return { history, state, reach, earlier: from <= earliest ? undefined : earliest };
}
