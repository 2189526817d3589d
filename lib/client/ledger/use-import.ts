/** An import in the browser: rows are checked first, then signed and sent batch by batch; it can stop and go on. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { BatchWords } from "#lib/disclosure/ledger-digest/batch-body.ts";
import { type ImportPlan, planSteps } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { browserClock } from "../platform.ts";
import { knownRows } from "./known-rows.ts";
import { type Publisher, sendBatch } from "./send-batch.ts";

export type ImportState =
  | { readonly phase: "idle" }
  | { readonly phase: "reading"; readonly read: number; readonly of: number }
  | { readonly phase: "failed"; readonly reason: string }
  | { readonly phase: "planned"; readonly plan: ImportPlan }
  /** `secondsLeft`: an estimate once enough was sent to make one. */
  | {
      readonly phase: "sending";
      readonly plan: ImportPlan;
      readonly done: number;
      readonly secondsLeft: number | undefined;
    }
  /** Not all was sent; what was is logged, and reading the rows again skips it. */
  | { readonly phase: "stopped"; readonly plan: ImportPlan; readonly done: number; readonly reason: string }
  | { readonly phase: "done"; readonly plan: ImportPlan; readonly done: number };

/** Longest stretch of reading before the page may draw again. */
const TURN_MS = 30;

export function useImport() {
  const client = useQueryClient();
  const [state, setState] = useState<ImportState>({ phase: "idle" });

  const read = useCallback(async (text: string, provider: string, words: BatchWords) => {
    setState({ phase: "reading", read: 0, of: 0 });
    try {
      const known = await knownRows(provider, seriesIdOf(words.series));
      const { series, signedBy } = words;
      const steps = planSteps(text, { series, ...(signedBy !== undefined && { signedBy }) }, known, browserClock());
      let turn = performance.now();
      for (;;) {
        const step = steps.next();
        if (step.done === true) return setState({ phase: "planned", plan: step.value });
        if (performance.now() - turn < TURN_MS) continue;
        setState({ phase: "reading", ...step.value });
        await new Promise((resolve) => setTimeout(resolve));
        turn = performance.now();
      }
    } catch (error) {
      setState({ phase: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }, []);

  const send = useCallback(
    async (plan: ImportPlan, publisher: Publisher) => {
      let done = 0;
      const startedAt = performance.now();
      for (const batch of plan.batches) {
        const each = (performance.now() - startedAt) / done;
        const secondsLeft = done === 0 ? undefined : Math.ceil((each * (plan.rows - done)) / 1000);
        setState({ phase: "sending", plan, done, secondsLeft });
        const reason = await sendOne(publisher, batch);
        if (reason !== undefined) {
          setState({ phase: "stopped", plan, done, reason });
          break;
        }
        done += batch.length;
      }
      if (done === plan.rows) setState({ phase: "done", plan, done });
      await client.invalidateQueries();
    },
    [client],
  );

  const reset = useCallback(() => setState({ phase: "idle" }), []);
  return { state, read, send, reset };
}

/** Why a batch was not taken; undefined: it was. */
async function sendOne(publisher: Publisher, batch: ImportPlan["batches"][number]): Promise<string | undefined> {
  const outcome = await sendBatch(publisher, batch, browserClock()).catch((error: unknown) => String(error));
  if (typeof outcome === "string") return outcome;
  switch (outcome.status) {
    case "recorded":
      return outcome.effect?.status === "void"
        ? `The entry is void (${outcome.effect.code}): it changes nothing.`
        : undefined;
    case "promised":
      return undefined;
    case "later":
      return `${outcome.detail} In ${outcome.retryAfterSeconds} s it takes more.`;
    case "offline":
      return "The index cannot be reached.";
    case "refused":
      return outcome.problem.detail;
  }
}
