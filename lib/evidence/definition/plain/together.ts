/**
 * What stands together at one place: types of elements and members in one list or object of a test, and what an operation (a
 * text that tests show) takes beside it. Rows are tests that are built alike; each type has its rows as bits, so that to look
 * for a row of many types takes time by their number, and hardly by that of tests (ADR 0256).
 */
import { type Class, classOf, type Scalar, signOf } from "./marks.ts";

/**
 * `types`: what stands there to whoever reads JSON. `classes`: what it is to an operation, which may read texts as numbers.
 * `names`: which members there are. `lists`: how long each is, and what it has at all; and which numbers are zero or below. `values`: those that may be operations, or tell one from another.
 * Each but names with the place where it stands, before a space.
 */
export type Built = {
  readonly types: readonly string[];
  readonly classes: readonly string[];
  readonly names: readonly string[];
  readonly lists: readonly string[];
  readonly values: readonly string[];
};

export const NOTHING_BESIDE: Built = { types: [], classes: [], names: [], lists: [], values: [] };

/** What stands in another part of the same request: an operation may stand in its path, and what it takes in a body. */
export function besideOf(parts: readonly (readonly [part: string, built: Built])[]): Built {
  const all = (of: (built: Built) => readonly string[]) =>
    parts.flatMap(([part, built]) => of(built).map((each) => `&${part}:${each}`));
  return {
    types: [],
    classes: all(({ classes }) => classes),
    names: all(({ names }) => names),
    lists: all(({ lists }) => lists),
    values: all(({ values }) => values),
  };
}

/** Both, as parts of one. */
export const togetherOf = (one: Built, beside: Built): Built => ({
  types: [...one.types, ...beside.types],
  classes: [...one.classes, ...beside.classes],
  names: [...one.names, ...beside.names],
  lists: [...one.lists, ...beside.lists],
  values: [...one.values, ...beside.values],
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
  return {
    ...NOTHING_BESIDE,
    classes: members.map(([name, of]) => `${at(name)} ${of}`),
    names: [JSON.stringify(members.map(([name]) => name))],
    lists: members.flatMap(([name, , text]) => signOf(text).map((sign) => `${at(name)} ${sign}`)),
    values: members.map(([name, , text]) => `${at(name)} ${text}`),
  };
}

type Bits = number[];
/** `values`: in which rows each stands. */
type Rows = {
  readonly rows: Map<string, number>;
  readonly bits: Map<string, Bits>;
  readonly values: Map<string, Bits>;
};

/**
 * `sized`: classes with what lists are. `told`: by places, rows of values that stand in several rows of classes: of `texts`,
 * where an identifier is a text like others, since to take both says nothing of others.
 */
export type Together = {
  readonly types: Rows;
  readonly classes: Rows;
  readonly texts: Rows;
  readonly sized: Rows;
  readonly told: Map<string, Bits>;
};

const newRows = (): Rows => ({ rows: new Map(), bits: new Map(), values: new Map() });

export const newTogether = (): Together => ({
  types: newRows(),
  classes: newRows(),
  texts: newRows(),
  sized: newRows(),
  told: new Map(),
});

/** Names that stand together, in whatever order: equal for the same ones. */
export const namesOf = (names: readonly string[]): string => JSON.stringify([...names].sort());

export function addTogether({ types, classes, texts, sized, told }: Together, built: Built): void {
  addRow(types, built.types, []);
  addRow(classes, classesOf(built), built.values);
  addRow(texts, asTexts(classesOf(built)), built.values);
  addRow(sized, sizedOf(built), built.values);
  for (const value of built.values) {
    if (!isSeveral(texts.values.get(value) ?? [])) continue;
    told.set(placeOf(value), either(told.get(placeOf(value)) ?? [], classes.values.get(value) ?? []));
  }
}

const asTexts = (classes: readonly string[]): readonly string[] =>
  classes.map((each) => each.replace(/ hexadecimal$/, " text"));

const classesOf = ({ names, classes }: Built): readonly string[] => [...names, ...classes];
const sizedOf = (built: Built): readonly string[] => [...classesOf(built), ...built.lists];

const placeOf = (value: string): string => value.slice(0, value.indexOf(" "));
const textOf = (value: string): string => value.slice(value.indexOf(" ") + 1);

function addRow({ rows, bits, values }: Rows, of: readonly string[], shown: readonly string[]): void {
  const name = namesOf(of);
  const row = rows.get(name) ?? rows.size;
  rows.set(name, row);
  for (const each of of) set(bits, each, row);
  for (const each of shown) set(values, each, row);
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
export function notTogether(together: Together, built: Built): string | undefined {
  const { types, classes, sized } = together;
  if (!hasSome(rowsOf(types, built.types))) return "types that no test has together";
  const rows = rowsOf(classes, classesOf(built));
  const withLists = rowsOf(sized, sizedOf(built));
  const odd = built.values.find((value) => {
    const known = sized.values.get(value);
    // What stands in all of them tells none from another.
    return known !== undefined && !isAll(known, sized.rows.size) && !hasSome(both(withLists, known));
  });
  if (odd !== undefined) return `"${textOf(odd)}" beside what no test has beside it`;
  if (!hasSome(rows)) return "numbers, texts and others that no test has together";
  const asked = { rows, texts: rowsOf(together.texts, asTexts(classesOf(built))), names: built.names };
  const untold = built.values.find((value) => !sized.values.has(value) && !isTold(together, asked, value));
  return untold === undefined ? undefined : `"${textOf(untold)}": no test has it, and others there take other things`;
}

type Asked = { readonly rows: Bits; readonly texts: Bits; readonly names: readonly string[] };

/**
 * Whether a text that no test has takes what stands beside it: at its place all do, or one of a test that takes something else,
 * too. Another may be an operation that takes something else.
 */
function isTold({ classes, texts, told }: Together, asked: Asked, value: string): boolean {
  const of = classOf(textOf(value));
  if (of !== "text" && of !== "hexadecimal") return true;
  const here = [...asked.names, `${placeOf(value)} ${of}`];
  return (
    hasSome(both(asked.rows, told.get(placeOf(value)) ?? [])) ||
    (isWithin(rowsOf(classes, here), asked.rows) && isWithin(rowsOf(texts, asTexts(here)), asked.texts))
  );
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

const either = (left: Bits, right: Bits): Bits =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) => (left[at] ?? 0) | (right[at] ?? 0));

const isSeveral = (bits: Bits): boolean =>
  bits.filter((word) => word !== 0).length > 1 || bits.some((word) => (word & (word - 1)) !== 0);

const isWithin = (part: Bits, all: Bits): boolean => part.every((word, at) => (word & ~(all[at] ?? 0)) === 0);

const hasSome = (bits: Bits): boolean => bits.some((word) => word !== 0);
