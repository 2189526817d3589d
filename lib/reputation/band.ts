/** Probabilities with their doubt: an estimate from a table of scores, and the ends of a 90 % band from evidence. */
import type { ConductScore } from "./conduct.ts";
import { clamp, divFloor, ONE } from "./integers.ts";
import type { Model } from "./model.ts";

/** Parts per million, low ≤ estimate ≤ high. The tier goes by `high`. */
export type Band = { readonly estimate: number; readonly low: number; readonly high: number };

/**
 * Chance of an upheld grave or serious fault of a provider within a year. A higher score never makes it larger, and
 * more clean evidence never raises its upper end.
 */
export function faultProbability(conduct: ConductScore, model: Model): Band {
  const { least, step, ppm } = model.faultTable;
  const row = clamp(divFloor(clamp(conduct.score - least, 0, step * ppm.length), step), 0, ppm.length - 1);
  return bandOf(ppm[row] ?? 0, conduct.clean, model);
}

/**
 * The band around an estimate (ppm), by clean evidence in 2^16ths of a unit. Between the rows and columns of the table
 * it is straight, rounded down first along the estimate and then along the evidence: so it stays monotone in both.
 */
export function bandOf(estimate: number, clean: number, { bandTable, evidence }: Model): Band {
  const units = bandTable.units.map((count) => count * ONE);
  const row = between(units, clean + evidence.prior * ONE);
  const column = between(bandTable.estimates, estimate);
  const end = (table: readonly (readonly number[])[]) =>
    along(row, cell(table, row.at, column), cell(table, row.at + 1, column));
  return { estimate, low: end(bandTable.low), high: end(bandTable.high) };
}

/** A place between two marks of a scale: `part` of `whole` past mark `at`. */
type Place = { readonly at: number; readonly part: number; readonly whole: number };

/** Values beyond the ends of the scale are taken for its ends. At least two marks, ascending. */
function between(marks: readonly number[], value: number): Place {
  let at = 0;
  while (at < marks.length - 2 && (marks[at + 1] ?? 0) <= value) at += 1;
  const [from, to] = [marks[at] ?? 0, marks[at + 1] ?? 0];
  return { at, part: clamp(value, from, to) - from, whole: to - from };
}

function cell(table: readonly (readonly number[])[], row: number, column: Place): number {
  const cells = table[row];
  return along(column, cells?.[column.at] ?? 0, cells?.[column.at + 1] ?? 0);
}

/** The value at a place between two, rounded down. */
function along({ part, whole }: Place, left: number, right: number): number {
  return divFloor(left * (whole - part) + right * part, whole);
}

export type Depth = "none" | "thin" | "medium" | "deep";

/** How much was tested, for people: by effective evidence in 2^16ths of a unit. */
export function depthOf(effective: number, { evidence }: Model): Depth {
  if (effective >= evidence.deep * ONE) return "deep";
  if (effective >= evidence.medium * ONE) return "medium";
  return effective >= evidence.rated * ONE ? "thin" : "none";
}
