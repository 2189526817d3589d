/** What the laboratory's page and its workers say to each other: data only. */
import type { LabSettings } from "#lib/selection/lab/settings.ts";
import type { Trial } from "#lib/selection/lab/trial.ts";
import type { RecordView } from "#lib/selection/record-view.ts";

/** `seedText`: 64 hex digits, or nothing. */
export type LabRequest =
  | { readonly settings: LabSettings; readonly seed: number }
  | { readonly file: File; readonly seedText: string };

export type ReplayedFile = { readonly fileName: string; readonly cut: boolean; readonly view: RecordView };

/** `trials`: of one seed, by the engines of the settings. `refused`: in words. */
export type LabAnswer =
  | { readonly seed: number; readonly trials: readonly Trial[] }
  | { readonly refused: string }
  | { readonly replayed: ReplayedFile };

/** Where the script of the workers is served. */
export const LAB_WORKER_PATH = "/lab-worker.js";
