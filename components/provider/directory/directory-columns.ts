/** Columns of the table of providers: the name stands first, always. */
import type { DirectorySort } from "#lib/contract/directory.ts";

const ALL = [
  { id: "tier", title: "Tier", sort: "tier", isPreset: true },
  { id: "limit", title: "Your limit", sort: null, isPreset: true },
  { id: "price", title: "Price", sort: "price", isPreset: true },
  { id: "risk", title: "Risk within a year", sort: "risk", isPreset: true },
  { id: "cases", title: "Open, upheld", sort: "cases", isPreset: true },
  { id: "shows", title: "Shows", sort: "shows", isPreset: true },
  { id: "signal", title: "Last heartbeat", sort: "signal", isPreset: true },
  { id: "ahead", title: "Pay ahead", sort: null, isPreset: false },
  { id: "trend", title: "90 days", sort: null, isPreset: false },
  { id: "score", title: "Score", sort: "score", isPreset: false },
  { id: "depth", title: "Evidence", sort: null, isPreset: false },
  { id: "kind", title: "Kind", sort: null, isPreset: false },
  { id: "operator", title: "Operator", sort: null, isPreset: false },
  { id: "identity", title: "Identity", sort: null, isPreset: false },
  { id: "jurisdiction", title: "Jurisdiction", sort: null, isPreset: false },
  { id: "regulation", title: "Regulation", sort: null, isPreset: false },
] as const;

export type ColumnId = (typeof ALL)[number]["id"];
export type Column = {
  readonly id: ColumnId;
  readonly title: string;
  /** By which the server sorts; null: it does not. */
  readonly sort: DirectorySort | null;
  readonly isPreset: boolean;
};

/** Asked for beside the rows, where one of them is shown. */
export const BESIDE_COLUMNS: readonly ColumnId[] = ["trend", "score", "regulation"];

export const COLUMNS: readonly Column[] = ALL;
export const PRESET_COLUMNS: readonly ColumnId[] = ALL.flatMap(({ id, isPreset }) => (isPreset ? [id] : []));
