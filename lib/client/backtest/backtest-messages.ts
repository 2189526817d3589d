/** What the page and the worker that replays a file of ratings say to each other: data only. */
import type { BadRow } from "#lib/reputation/backtest/ratings.ts";
import type { Replay } from "#lib/reputation/backtest/replay.ts";

/** `columns`: what stands where, undefined for the header or the usual order. `skipBad`: go on without lines that cannot be read. */
export type BacktestRequest = {
  readonly file: File;
  readonly columns: readonly string[] | undefined;
  readonly skipBad: boolean;
};

/** What was odd about the file. */
export type FileFacts = {
  readonly fileName: string;
  readonly rows: number;
  readonly bad: readonly BadRow[];
  readonly badCount: number;
  readonly selfCount: number;
  readonly firstUnsortedLine: number | null;
  readonly hasHeader: boolean;
};

/** `refused`: the file or the columns cannot be used at all, in words. `stopped`: lines must be mended or left out first. */
export type BacktestAnswer =
  | { readonly progress: { readonly step: "reading" | "replaying"; readonly share: number } }
  | { readonly refused: string }
  | { readonly stopped: FileFacts }
  | { readonly done: { readonly facts: FileFacts; readonly replay: Replay } };

/** Where the script of the worker is served. */
export const BACKTEST_WORKER_PATH = "/backtest-worker.js";
