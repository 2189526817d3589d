"use client";
import { useEffect, useRef, useState } from "react";
import { LAB_WORKER_PATH, type LabAnswer, type LabRequest, type ReplayedFile } from "./lab-messages.ts";

export type ReplayState =
  | { readonly name: "idle" | "working" }
  | { readonly name: "refused"; readonly why: string }
  | { readonly name: "replayed"; readonly file: ReplayedFile };

/** One record at a time, in a thread of its own. */
export function useReplay() {
  const [state, setState] = useState<ReplayState>({ name: "idle" });
  const worker = useRef<Worker | undefined>(undefined);
  useEffect(() => () => worker.current?.terminate(), []);
  const end = (next: ReplayState) => {
    worker.current?.terminate();
    worker.current = undefined;
    setState(next);
  };
  const start = (file: File, seedText: string) => {
    end({ name: "working" });
    const thread = new Worker(LAB_WORKER_PATH);
    worker.current = thread;
    const settle = (next: ReplayState) => {
      if (worker.current === thread) end(next);
    };
    thread.addEventListener("message", ({ data }: MessageEvent<LabAnswer>) => {
      if ("refused" in data) settle({ name: "refused", why: data.refused });
      else if ("replayed" in data) settle({ name: "replayed", file: data.replayed });
    });
    thread.addEventListener("error", () =>
      settle({ name: "refused", why: "The replay could not be done in this browser." }),
    );
    thread.postMessage({ file, seedText } satisfies LabRequest);
  };
  return {
    ...{ state, start, cancel: () => end({ name: "idle" }) },
    refuse: (why: string) => end({ name: "refused", why }),
  };
}
