"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type LabView, viewOf } from "#lib/selection/lab/lab-run.ts";
import type { LabSettings } from "#lib/selection/lab/settings.ts";
import type { Trial } from "#lib/selection/lab/trial.ts";
import { LAB_WORKER_PATH, type LabAnswer, type LabRequest } from "./lab-messages.ts";

export type LabRunState = {
  readonly name: "idle" | "working" | "done" | "stopped" | "failed";
  readonly doneRuns: number;
  /** Of the run so far, or of the whole. */
  readonly ms: number;
};

const IDLE: LabRunState = { name: "idle", doneRuns: 0, ms: 0 };
const WORKERS = 2;
/** The drawing is made anew at most so often while seeds come in. */
const DRAW_EVERY_MS = 300;

/**
 * One run at a time, in two threads of their own that ask for the next seed when one is done; `first` begins by itself. `cancel`
 * ends both threads at once.
 */
export function useLabRun(first: LabSettings | undefined) {
  const [state, setState] = useState<LabRunState>(IDLE);
  const [view, setView] = useState<LabView | undefined>(undefined);
  const running = useRef<LabRun | undefined>(undefined);
  const opening = useRef(first);
  const start = useCallback((settings: LabSettings) => {
    running.current?.end();
    setView(undefined);
    setState({ ...IDLE, name: "working" });
    running.current = new LabRun(settings, (next, shown) => {
      setState(next);
      setView(shown);
    });
  }, []);
  useEffect(() => {
    if (opening.current !== undefined) start(opening.current);
    return () => running.current?.end();
  }, [start]);
  const cancel = () => running.current?.stop();
  return { state, view, start, cancel };
}

class LabRun {
  readonly #settings: LabSettings;
  readonly #tell: (state: LabRunState, view: LabView | undefined) => void;
  readonly #done = new Map<number, readonly Trial[]>();
  readonly #startedMs = performance.now();
  readonly #workers: Worker[];
  #next: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: LabSettings, tell: (state: LabRunState, view: LabView | undefined) => void) {
    this.#settings = settings;
    this.#tell = tell;
    this.#next = settings.firstSeed;
    this.#workers = Array.from({ length: Math.min(WORKERS, settings.runs) }, () => this.#worker());
  }

  /** Nobody hears of it any more. */
  end(): void {
    for (const worker of this.#workers) worker.terminate();
    clearTimeout(this.#timer);
  }

  /** What is done by now stays. */
  stop(): void {
    this.#finish("stopped");
  }

  #worker(): Worker {
    const worker = new Worker(LAB_WORKER_PATH);
    worker.addEventListener("message", ({ data }: MessageEvent<LabAnswer>) => {
      if (!("trials" in data)) return;
      this.#done.set(data.seed, data.trials);
      if (this.#done.size === this.#settings.runs) this.#finish("done");
      else {
        this.#ask(worker);
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          this.#show("working");
        }, DRAW_EVERY_MS);
      }
    });
    worker.addEventListener("error", () => this.#finish("failed"));
    this.#ask(worker);
    return worker;
  }

  #ask(worker: Worker): void {
    const { firstSeed, runs } = this.#settings;
    if (this.#next >= firstSeed + runs) return;
    worker.postMessage({ settings: this.#settings, seed: this.#next++ } satisfies LabRequest);
  }

  #finish(name: "done" | "stopped" | "failed"): void {
    this.end();
    this.#show(name);
  }

  #show(name: LabRunState["name"]): void {
    const ms = performance.now() - this.#startedMs;
    this.#tell({ name, doneRuns: this.#done.size, ms }, viewOf(this.#settings, this.#done));
  }
}
