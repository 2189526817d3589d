/**
 * What stands together at one place: types of elements and members in one list or object of a test, and what an operation (a
 * text that tests show) takes beside it. Rows are tests that are built alike; each type has its rows as bits, so that to look
 * for a row of many types takes time by their number, and hardly by that of tests (ADR 0256).
 */
import { type Class, classOf, type Scalar, signOf } from "./marks.ts";

/**
 * `types`: what stands there to whoever reads JSON. `classes`: what it is to an operation, which may read texts as numbers.
 * `names`: which members there are. `lists`: how long each is, and what it has at all; and which numbers are zero or below. `values`: those that may be operations, or tell one from another.
 * `inner`: texts in objects and lists that are elements of a list; `outer`: classes and lists outside of those, which they may be
 * operations of. Each but names with the place where it stands, before a space.
 */
export type Built = {
  readonly types: readonly string[];
  readonly classes: readonly string[];
  readonly names: readonly string[];
  readonly lists: readonly string[];
  readonly values: readonly string[];
  readonly inner: readonly string[];
  readonly outer: readonly string[];
};

export const NOTHING_BESIDE: Built = { types: [], classes: [], names: [], lists: [], values: [], inner: [], outer: [] };

/** What stands in another part of the same request: an operation may stand in its path, and what it takes in a body. */
export function besideOf(parts: readonly (readonly [part: string, built: Built])[]): Built {
  const all = (of: (built: Built) => readonly string[]) =>
    parts.flatMap(([part, built]) => of(built).map((each) => `&${part}:${each}`));
  return {
    ...NOTHING_BESIDE,
    classes: all(({ classes }) => classes),
    names: all(({ names }) => names),
    lists: all(({ lists }) => lists),
    values: all(({ values }) => values),
    outer: all(({ outer }) => outer),
  };
}

/** Both, as parts of one. */
export const togetherOf = (one: Built, beside: Built): Built => ({
  types: [...one.types, ...beside.types],
  classes: [...one.classes, ...beside.classes],
  names: [...one.names, ...beside.names],
  lists: [...one.lists, ...beside.lists],
  values: [...one.values, ...beside.values],
  inner: [...one.inner, ...beside.inner],
  outer: [...one.outer, ...beside.outer],
});

/** A value that stands alone, beside others. */
export const oneBeside = (value: Scalar, beside: Built): Built =>
  togetherOf(
    {
      ...{ ...NOTHING_BESIDE, classes: [` ${classOf(value)}`], lists: signOf(value).map((sign) => ` ${sign}`) },
      values: value === null ? [] : [` ${value}`],
    },
    beside,
  );

/** Of texts that are all members of one, and none of others, as in an address. */
export function builtOf(members: readonly (readonly [name: string, of: Class, text: string])[]): Built {
  const at = (name: string) => name.replaceAll("%", "%25").replaceAll(" ", "%20");
  const classes = members.map(([name, of]) => `${at(name)} ${of}`);
  const lists = members.flatMap(([name, , text]) => signOf(text).map((sign) => `${at(name)} ${sign}`));
  return {
    ...{ ...NOTHING_BESIDE, classes, lists, outer: [...classes, ...lists] },
    names: [JSON.stringify(members.map(([name]) => name))],
    values: members.map(([name, , text]) => `${at(name)} ${text}`),
  };
}

type Bits = number[];
/**
 * `values`: in which rows each stands. `told`: by places, rows of values that stand in several. `others`: the same where an
 * identifier is what it begins like, a text or a number: to take both says nothing of another.
 */
type Rows = {
  readonly rows: Map<string, number>;
  readonly bits: Map<string, Bits>;
  readonly values: Map<string, Bits>;
  readonly told: Map<string, Bits>;
  readonly others: readonly Rows[];
};

/** `sized`: classes with what lists are. `outer`: what stands outside of lists, with values within them. */
export type Together = { readonly types: Rows; readonly classes: Rows; readonly sized: Rows; readonly outer: Rows };

const newRows = (): Rows => ({ rows: new Map(), bits: new Map(), values: new Map(), told: new Map(), others: [] });
const newClasses = (): Rows => ({ ...newRows(), others: BEGINNINGS.map(newRows) });

/** Classes that an identifier begins like. */
const BEGINNINGS: readonly Class[] = ["text", "like a number"];

export const newTogether = (): Together => ({
  ...{ types: newRows(), classes: newClasses(), sized: newRows(), outer: newClasses() },
});

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

export function addTogether({ types, classes, sized, outer }: Together, built: Built): void {
  addRow(types, built.types, []);
  addRow(classes, classesOf(built), built.values);
  addRow(sized, sizedOf(built), built.values);
  addRow(outer, outerOf(built), built.inner, built.inner.map(classAt));
}

const classesOf = ({ names, classes }: Built): readonly string[] => [...names, ...classes];
const sizedOf = (built: Built): readonly string[] => [...classesOf(built), ...built.lists];
const outerOf = ({ names, outer }: Built): readonly string[] => [...names, ...outer];

const placeOf = (value: string): string => value.slice(0, value.indexOf(" "));
const textOf = (value: string): string => value.slice(value.indexOf(" ") + 1);

/** `within`: what a row has besides, and is not told by. */
function addRow(all: Rows, of: readonly string[], shown: readonly string[], within: readonly string[] = []): void {
  const { rows, bits, values, told, others } = all;
  for (const [at, other] of others.entries()) addRow(other, begun(at, of), shown, begun(at, within));
  // Of a list of many alike each is the same.
  const name = namesOf([...new Set(of)]);
  const row = rows.get(name) ?? rows.size;
  rows.set(name, row);
  for (const each of [...of, ...within]) set(bits, each, row);
  for (const value of shown) {
    set(values, value, row);
    if (![all, ...others].every((each) => isSeveral(each.values.get(value) ?? []))) continue;
    told.set(placeOf(value), either(told.get(placeOf(value)) ?? [], values.get(value) ?? []));
  }
}

const begun = (at: number, classes: readonly string[]): readonly string[] =>
  classes.map((each) => each.replace(/ hexadecimal$/, ` ${BEGINNINGS[at]}`));

/** A text as a class among others. */
const classAt = (value: string): string => `${placeOf(value)} ${classOf(textOf(value))}`;

const WORD_BITS = 32;

function set(bits: Map<string, Bits>, name: string, row: number): void {
  const of = bits.get(name) ?? [];
  bits.set(name, of);
  const at = Math.floor(row / WORD_BITS);
  while (of.length <= at) of.push(0);
  of[at] = (of[at] ?? 0) | (1 << (row % WORD_BITS));
}

/** What of it no test has together, in words; undefined where one has all. Total. */
export function notTogether({ types, classes, sized, outer }: Together, built: Built): string | undefined {
  if (!hasSome(rowsOf(types, built.types))) return "types that no test has together";
  const { names } = built;
  const here = { ...rowsIn(classes, classesOf(built)), names };
  const around = { ...rowsIn(outer, outerOf(built)), names };
  const withLists = rowsOf(sized, sizedOf(built));
  // Where all tests have one row, it tells none from another.
  const inner = outer.rows.size > 1 ? built.inner : [];
  const odd =
    built.values.find((value) => isElsewhere(sized, withLists, value)) ??
    inner.find((value) => isElsewhere(outer, around.rows, value));
  if (odd !== undefined) return `"${textOf(odd)}" beside what no test has beside it`;
  if (!hasSome(here.rows)) return "numbers, texts and others that no test has together";
  const untold =
    built.values.find((value) => !isTold(classes, here, value)) ?? inner.find((value) => !isTold(outer, around, value));
  return untold === undefined ? undefined : `"${textOf(untold)}": no test has it, and others there take other things`;
}

/** Rows that have all of these, also where an identifier is what it begins like. */
const rowsIn = (all: Rows, of: readonly string[]) => ({
  rows: rowsOf(all, of),
  others: all.others.map((other, at) => rowsOf(other, begun(at, of))),
});

/** Whether tests have it in other rows than these; what stands in all of them tells none from another. */
function isElsewhere({ rows, values }: Rows, here: Bits, value: string): boolean {
  const known = values.get(value);
  return known !== undefined && !isAll(known, rows.size) && !hasSome(both(here, known));
}

/**
 * Whether a text that no test has takes what stands beside it: at its place all do, or one of a test that takes something else,
 * too. Another may be an operation that takes something else.
 */
function isTold(all: Rows, { rows, others, names }: Asked, value: string): boolean {
  const of = classOf(textOf(value));
  if (all.values.has(value) || (of !== "text" && of !== "hexadecimal")) return true;
  const there = rowsIn(all, [...names, classAt(value)]);
  return (
    hasSome(both(rows, all.told.get(placeOf(value)) ?? [])) ||
    (isWithin(there.rows, rows) && there.others.every((other, at) => isWithin(other, others[at] ?? [])))
  );
}

type Asked = { readonly rows: Bits; readonly others: readonly Bits[]; readonly names: readonly string[] };

/** Of nothing, all rows, and some where there is none. */
function rowsOf({ rows: all, bits }: Rows, of: readonly string[]): Bits {
  let rows: Bits | undefined;
  for (const each of of) {
    const these = bits.get(each) ?? [];
    rows = rows === undefined ? these : both(rows, these);
    if (!hasSome(rows)) return [];
  }
  return rows ?? Array.from({ length: Math.max(1, Math.ceil(all.size / WORD_BITS)) }, () => -1);
}

function isAll(bits: Bits, rows: number): boolean {
  const last = rows % WORD_BITS === 0 ? -1 : ~(-1 << (rows % WORD_BITS));
  return (
    bits.length === Math.ceil(rows / WORD_BITS) &&
    bits.every((word, at) => word === (at === bits.length - 1 ? last : -1))
  );
}

const both = (left: Bits, right: Bits): Bits => left.map((word, at) => word & (right[at] ?? 0));

const either = (left: Bits, right: Bits): Bits =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) => (left[at] ?? 0) | (right[at] ?? 0));

const isSeveral = (bits: Bits): boolean =>
  bits.filter((word) => word !== 0).length > 1 || bits.some((word) => (word & (word - 1)) !== 0);

const isWithin = (part: Bits, all: Bits): boolean => part.every((word, at) => (word & ~(all[at] ?? 0)) === 0);

const hasSome = (bits: Bits): boolean => bits.some((word) => word !== 0);
