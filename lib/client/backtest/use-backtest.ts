"use client";
import { useEffect, useRef, useState } from "react";
import { BACKTEST_WORKER_PATH, type BacktestAnswer, type BacktestRequest } from "./backtest-messages.ts";

export type BacktestState =
  | { readonly name: "idle" }
  | { readonly name: "working"; readonly step: "reading" | "replaying"; readonly share: number }
  | { readonly name: "ended"; readonly answer: Exclude<BacktestAnswer, { progress: unknown }> };

/** One replay at a time, in a thread of its own; `cancel` ends the thread at once, whatever it does. */
export function useBacktest() {
  const [state, setState] = useState<BacktestState>({ name: "idle" });
  const worker = useRef<Worker | undefined>(undefined);
  const end = () => {
    worker.current?.terminate();
    worker.current = undefined;
  };
  useEffect(() => () => worker.current?.terminate(), []);

  const start = (request: BacktestRequest) => {
    end();
    setState({ name: "working", step: "reading", share: 0 });
    const thread = new Worker(BACKTEST_WORKER_PATH);
    worker.current = thread;
    thread.addEventListener("message", ({ data }: MessageEvent<BacktestAnswer>) => {
      if (worker.current !== thread) return;
      if ("progress" in data) {
        setState({ name: "working", ...data.progress });
        return;
      }
      end();
      setState({ name: "ended", answer: data });
    });
    thread.addEventListener("error", () => {
      if (worker.current !== thread) return;
      end();
      setState({ name: "ended", answer: { refused: "The replay could not be started in this browser." } });
    });
    thread.postMessage(request);
  };
  const cancel = () => {
    end();
    setState({ name: "idle" });
  };
  return { state, start, cancel };
}
