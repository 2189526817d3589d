/**
 * The part of the program that takes away, or ends the run at, whatever engines of JavaScript do not compute alike. An
 * honest service may run the very code of its definition in another engine than the pinned one: where the two would
 * differ, nothing is found. What is never right to use is deleted, so that a definition's own tests crash; what is right
 * for most values only is watched, and calls `differs` for the others. ADR 0253 says how each was found.
 */

/** What goes by the locale or time zone of the machine. */
const BY_LOCALE = ["localeCompare", "toLocaleString", "toLocaleUpperCase", "toLocaleLowerCase"];

/** Functions of Math whose result has one double in every engine. IEEE 754 leaves the last digit of all others open. */
const EXACT = ["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt", "trunc"];

const ERRORS = [
  "Error",
  "AggregateError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
];

/** So many elements are compared each with each; of more, the ends with all, and those that stand 2, 4, 8 … apart. */
const ALL_PAIRS = 16;

/**
 * Declares `isApart()`, whether engines would differ in what has run, and `wordsOf(error)`, the engine's own words for it.
 * Stands in a strict function, before the definition's code is read: nothing here is at hand for that code, and whatever
 * is called later was kept before.
 */
export const ALIKE = `
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
const { construct, ownKeys } = Reflect, { includes } = String.prototype, Ranks = Uint32Array;
const TypedArray = getPrototypeOf(Uint8Array);
let apart = false;
const isApart = () => apart;
const differs = () => { apart = true; throw "nondeterministic"; };
// Code may catch what is thrown: the mark stays.
const replace = (owner, name, make) => {
  const made = make(owner[name]);
  defineProperty(owner, name, { value: made });
  return made;
};

for (const { prototype } of [Object, String, Number, Array, TypedArray])
  for (const name of ${JSON.stringify(BY_LOCALE)}) delete prototype[name];
for (const name of ownKeys(Math))
  if (typeof Math[name] === "function" && !${JSON.stringify(EXACT)}.includes(name)) delete Math[name];

// A stable sort has one outcome where the comparison orders the elements; where it does not, each algorithm has its own.
// Branches and calls are gas: a definition that sorts pays for as few as can be.
const agree = (list, compare) => {
  const { length } = list;
  let count = 0, wrong = 0;
  while (count < length && list[count] !== undefined) count++;
  const ranks = new Ranks(count);
  for (let at = 1; at < count; at++) {
    const forth = compare(list[at - 1], list[at]), back = compare(list[at], list[at - 1]);
    wrong |= (typeof forth !== "number") | (forth > 0) | (forth < 0 !== back > 0) | ((forth === 0) !== (back === 0));
    ranks[at] = ranks[at - 1] + (forth < 0);
  }
  const ask = (left, right) => {
    const order = compare(list[left], list[right]), isSame = ranks[left] === ranks[right];
    wrong |= ((order === 0) !== isSame) | ((order < 0) + (isSame | left > right) !== 1);
  };
  const last = count - 1;
  if (count > ${ALL_PAIRS}) for (let at = 1; at < last; at++) { ask(0, at); ask(last, at); }
  for (let gap = 2; gap < count; gap = count > ${ALL_PAIRS} ? 2 * gap : gap + 1) {
    for (let at = gap; at < count; at += 2) ask(at - gap, at);
    for (let at = gap + 1; at < count; at += 2) ask(at, at - gap);
  }
  if (wrong !== 0) differs();
};
for (const { prototype } of [Array, TypedArray])
  for (const name of ["sort", "toSorted"])
    replace(prototype, name, (plain) => ({
      [name](compare) {
        const list = apply(plain, this, [compare]);
        if (typeof compare === "function") agree(list, compare);
        return list;
      },
    })[name]);

// Which digits stand for a fraction, or for a number beyond 2^53, is left to engines in all bases but ten.
const { valueOf } = Number.prototype;
replace(Number.prototype, "toString", (plain) => ({
  toString(radix) {
    if (radix !== undefined && radix !== 10 && !isSafeInteger(apply(valueOf, this, []))) differs();
    return apply(plain, this, [radix]);
  },
}).toString);
const readWhole = replace(globalThis, "parseInt", (plain) => ({
  parseInt(text, radix) {
    const value = plain(text, radix);
    if (value === value && !isSafeInteger(value)) differs();
    return value;
  },
}).parseInt);
defineProperty(Number, "parseInt", { value: readWhole });
replace(Function.prototype, "toString", () => ({ toString() { return differs(); } }).toString);

// This engine reads the flag v as if it were not there, and takes no letter of the other case for a class under i and u.
const flag = (name) => getOwnPropertyDescriptor(RegExp.prototype, name).get;
const [isSets, isUnicode, isCaseless, sourceOf] = ["unicodeSets", "unicode", "ignoreCase", "source"].map(flag);
const CLASSES = ["p{", "P{", "w", "W", "b", "B"];
const hasClass = (source) => {
  for (let at = 0; at < CLASSES.length; at++) if (apply(includes, source, ["\\\\" + CLASSES[at]])) return true;
  return false;
};
replace(RegExp.prototype, "exec", (plain) => ({
  exec(text) {
    if (apply(isSets, this, [])) differs();
    if (apply(isUnicode, this, []) && apply(isCaseless, this, []) && hasClass(apply(sourceOf, this, []))) differs();
    return apply(plain, this, [text]);
  },
}).exec);

// Each engine has its own words for what went wrong. Who makes an error says its words, and nobody else's are to be read.
const said = new WeakMap(), { get: wordsIn, has: hasWords, set: keepWords } = WeakMap.prototype, { isError } = Error;
let making = 0;
Error.prepareStackTrace = (error, sites) => {
  if (making > 0 || !isError(error) || apply(hasWords, said, [error])) return;
  const { value } = getOwnPropertyDescriptor(error, "message");
  apply(keepWords, said, [error, value]);
  // Patterns that one engine refuses another takes: those with modifiers.
  if (sites.length > 0 && sites[0].getFunctionName() === "RegExp") apart = true;
  defineProperty(error, "message", {
    get: () => { apart = true; return value; },
    set: (words) => { defineProperty(error, "message", { value: words, writable: true, enumerable: false }); },
  });
};
const wordsOf = (error) => apply(wordsIn, said, [error]) ?? error.message;
for (const name of ${JSON.stringify(ERRORS)})
  replace(globalThis, name, (Plain) => {
    const Own = { [name]: function (...given) {
      making++;
      try {
        const error = construct(Plain, given, new.target ?? Own);
        apply(keepWords, said, [error, undefined]);
        return error;
      } finally { making--; }
    } }[name];
    defineProperty(Own, "length", { value: Plain.length });
    defineProperty(Own, "prototype", { value: Plain.prototype, writable: false });
    defineProperty(Plain.prototype, "constructor", { value: Own });
    if (name === "Error") defineProperty(Own, "captureStackTrace", { value() {}, writable: true, configurable: true });
    else setPrototypeOf(Own, Error);
    return Own;
  });
delete InternalError.prototype.constructor;
delete globalThis.InternalError;
`;
