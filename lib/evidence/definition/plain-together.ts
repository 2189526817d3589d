/**
 * What stands together at one place: types of elements and members in one list or object of a test, and what an operation (a
 * text that tests show) takes beside it. Rows are tests that are built alike; each type has its rows as bits, so that to look
 * for a row of many types takes time by their number, and hardly by that of tests (ADR 0256).
 */
import { type Class, classOf, type Scalar } from "./plain-marks.ts";

/**
 * `types`: what stands there to whoever reads JSON. `classes`: what it is to an operation, which may read texts as numbers.
 * `texts`: those that may be operations. Each with the place where it stands, before a space.
 */
export type Built = {
  readonly types: readonly string[];
  readonly classes: readonly string[];
  readonly texts: readonly string[];
};

export const NOTHING_BESIDE: Built = { types: [], classes: [], texts: [] };

/** What stands in another part of the same request: an operation may stand in its path, and what it takes in a body. */
export const besideOf = (parts: readonly (readonly [part: string, built: Built])[]): Built => ({
  types: [],
  classes: parts.flatMap(([part, { classes }]) => classes.map((each) => `&${part}:${each}`)),
  texts: parts.flatMap(([part, { texts }]) => texts.map((text) => `&${part}:${text}`)),
});

/** Both, as parts of one. */
export const togetherOf = (one: Built, beside: Built): Built => ({
  types: one.types,
  classes: [...one.classes, ...beside.classes],
  texts: [...one.texts, ...beside.texts],
});

/** A value that stands alone, beside others. */
export const oneBeside = (value: Scalar, beside: Built): Built =>
  togetherOf({ types: [], classes: [classOf(value)], texts: typeof value === "string" ? [` ${value}`] : [] }, beside);

/** Of texts that are all members of one, and none of others, as in an address. */
export function builtOf(members: readonly (readonly [name: string, of: Class, text: string])[]): Built {
  const at = (name: string) => name.replaceAll("%", "%25").replaceAll(" ", "%20");
  const names = JSON.stringify(members.map(([name]) => name));
  return {
    types: [],
    classes: [names, ...members.map(([name, of]) => `${at(name)} ${of}`)],
    texts: members.map(([name, , text]) => `${at(name)} ${text}`),
  };
}

type Bits = number[];
type Rows = { readonly rows: Map<string, number>; readonly bits: Map<string, Bits> };

export type Together = { readonly types: Rows; readonly classes: Rows; readonly texts: Map<string, Bits> };

const newRows = (): Rows => ({ rows: new Map(), bits: new Map() });

export const newTogether = (): Together => ({ types: newRows(), classes: newRows(), texts: new Map() });

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

export function addTogether({ types, classes, texts }: Together, built: Built): void {
  addRow(types, built.types);
  const row = addRow(classes, built.classes);
  for (const text of built.texts) set(texts, text, row);
}

function addRow({ rows, bits }: Rows, of: readonly string[]): number {
  const name = namesOf(of);
  const row = rows.get(name) ?? rows.size;
  rows.set(name, row);
  for (const each of of) set(bits, each, row);
  return row;
}

const WORD_BITS = 32;

function set(bits: Map<string, Bits>, name: string, row: number): void {
  const of = bits.get(name) ?? [];
  bits.set(name, of);
  const at = Math.floor(row / WORD_BITS);
  while (of.length <= at) of.push(0);
  of[at] = (of[at] ?? 0) | (1 << (row % WORD_BITS));
}

/** What of it no test has together, in words; undefined where one has all. Total. */
export function notTogether({ types, classes, texts }: Together, built: Built): string | undefined {
  if (!hasSome(rowsOf(types, built.types))) return "types that no test has together";
  // What stands in all of them tells none from another.
  const known = built.texts.filter((text) => texts.has(text) && !isAll(texts.get(text) ?? [], classes.rows.size));
  if (known.length === 0) return undefined;
  const rows = rowsOf(classes, built.classes);
  const odd = known.find((text) => !hasSome(both(rows, texts.get(text) ?? [])));
  return odd === undefined ? undefined : `"${odd.slice(odd.indexOf(" ") + 1)}" beside what no test has beside it`;
}

/** Of nothing, some row. */
function rowsOf({ bits }: Rows, of: readonly string[]): Bits {
  let rows: Bits | undefined;
  for (const each of of) {
    const these = bits.get(each) ?? [];
    rows = rows === undefined ? these : both(rows, these);
    if (!hasSome(rows)) return [];
  }
  return rows ?? [1];
}

function isAll(bits: Bits, rows: number): boolean {
  const last = rows % WORD_BITS === 0 ? -1 : ~(-1 << (rows % WORD_BITS));
  return (
    bits.length === Math.ceil(rows / WORD_BITS) &&
    bits.every((word, at) => word === (at === bits.length - 1 ? last : -1))
  );
}

const both = (left: Bits, right: Bits): Bits => left.map((word, at) => word & (right[at] ?? 0));

const hasSome = (bits: Bits): boolean => bits.some((word) => word !== 0);
