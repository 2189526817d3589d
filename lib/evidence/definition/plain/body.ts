/**
 * Whether everybody who reads the body of a request as JSON reads the same. Go and C# take a member for a field of theirs in
 * whatever case, and the last one wins; what is missing is zero to one and nothing to the next; Laravel trims texts, ASP.NET
 * and pydantic read "2" as 2; Python keeps `2.0` and `2` apart, and JavaScript does not (ADR 0245). So a body is built as
 * one that a test shows, and its texts and numbers are written in the one way that needs no reader's help.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import { jsonBody } from "../compare.ts";
import { isList, isScalar, membersOf, namesIn, type Structure } from "./json-members.ts";
import { type Alike, newAlike } from "./list.ts";
import { type Ask, type NotShown, notShown } from "./not-shown.ts";
import { type Inside, marksOfWhole, newPlace, type Place, showIn, typeOf } from "./place.ts";
import { type Around, notShownAt } from "./text.ts";
import {
  addTogether,
  type Built,
  NOTHING_BESIDE,
  newTogether,
  notTogether,
  oneBeside,
  type Together,
} from "./together.ts";
import { apartIn, type Insides, showTypes, type Types } from "./types.ts";

/** A body, what is known of it, and what stands beside it in the same request. */
export type Sent = {
  readonly body: Uint8Array;
  readonly around?: Around | undefined;
  readonly beside?: Built | undefined;
};

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBodies(shown: readonly Sent[]): Ask<Sent> {
  let places = 0;
  const count = () => places++;
  const place = newPlace(count);
  const types: Types = new Map();
  const alone = newTogether();
  const alike = newAlike();
  for (const { body, around } of shown) {
    const value = jsonBody(body);
    if (value !== undefined) showIn(place, value, { count, alike, around });
  }
  for (const { body, beside = NOTHING_BESIDE } of shown) {
    const value = jsonBody(body);
    if (value === undefined) continue;
    if (isScalar(value)) addTogether(alone, oneBeside(value, beside));
    else showTypes(place, value, { types, beside });
  }
  return ({ body, around, beside = NOTHING_BESIDE }) => {
    const value = jsonBody(body);
    if (value === undefined) return notShown("body", "no JSON that everybody reads");
    const insides: Insides = new Map();
    const odd =
      notShownIn(value, place, { insides, alike: newAlike(), around }) ??
      (isScalar(value) ? notAlone(alone, oneBeside(value, beside)) : undefined) ??
      notBuiltIn(value, place, { types, insides, beside }) ??
      notWrittenAs(value, body);
    return odd && notShown(odd.place === "" ? "body" : `body ${odd.place}`, odd.why);
  };
}

function notAlone(together: Together, built: Built): NotShown | undefined {
  const why = notTogether(together, built);
  return why === undefined ? undefined : { place: "", why };
}

type Known = { readonly insides: Insides; readonly alike: Alike; readonly around: Around | undefined };

/** `place` of what is not shown: a JSON pointer. Keeps what each list and object is, as long as all is shown. */
function notShownIn(value: JsonValue, place: Place, known: Known): NotShown | undefined {
  if (isScalar(value)) {
    const why =
      notShownAt(place.scalars, value, known.around) ??
      (CONTROL.test(String(value)) ? "a control character" : undefined);
    return why === undefined ? undefined : { place: "", why };
  }
  const inside = place.structures.get(typeOf(value));
  const why = inside === undefined ? wordsOf(value) : (inside.odd ?? nullIn(value) ?? notOfLength(value, inside));
  if (why !== undefined || inside === undefined) return { place: "", why: why ?? "" };
  known.insides.set(value, inside);
  for (const [at, [name, member]] of membersOf(value).entries()) {
    const below = inside.places.get(name);
    const odd = below && notShownIn(member, below, known);
    if (odd) return { place: `/${isList(value) ? at : pointed(name)}${odd.place}`, why: odd.why };
  }
  const mark = [...marksOfWhole(value, known.alike)].find((each) => !inside.marks.has(each));
  return mark === undefined ? undefined : { place: "", why: mark };
}

/** `place` as before. */
function notBuiltIn(value: JsonValue, place: Place, known: Parameters<typeof apartIn>[2]): NotShown | undefined {
  const apart = apartIn(place, value, known);
  return apart && { place: pointerTo(apart.structure, value) ?? "", why: apart.why };
}

/** Where it stands in the value. */
function pointerTo(structure: Structure, value: JsonValue): string | undefined {
  if (value === structure) return "";
  if (isScalar(value)) return undefined;
  for (const [at, [name, member]] of membersOf(value).entries()) {
    const below = pointerTo(structure, member);
    if (below !== undefined) return `/${isList(value) ? at : pointed(name)}${below}`;
  }
  return undefined;
}

/** Rails takes null out of a list. */
const nullIn = (value: Structure): string | undefined =>
  isList(value) && value.includes(null) ? "null in a list" : undefined;

const pointed = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

function wordsOf(value: Structure): string {
  if (isList(value)) return value.length === 0 ? "an empty list" : "a list";
  return `an object with these members in this order: ${Object.keys(value).join(", ")}`;
}

/** Go fills an array of its own up with zeros, and drops what is too much; which of a pair is missing nobody knows. */
function notOfLength(value: Structure, { lengths }: Inside): string | undefined {
  const { length } = isList(value) ? value : [];
  const isShown = length >= lengths.least && (length <= lengths.most || lengths.least < lengths.most);
  if (length === 0 || isShown) return undefined;
  const most = lengths.least < lengths.most ? " or more" : "";
  return `a list of ${length}, where tests have ${lengths.least}${most}`;
}

/** Lines may be broken within a text. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** Whether numbers are written in their one way, and names in the order that JavaScript gives: it puts `9` before `a`. */
function notWrittenAs(value: JsonValue, body: Uint8Array): NotShown | undefined {
  const text = utf8Decode(body) ?? "";
  const odd = numbersIn(text).find((number) => String(Number(number)) !== number);
  if (odd !== undefined) return { place: "", why: `a number that JavaScript writes otherwise: ${odd}` };
  const strings = [...text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)/g)];
  const written = strings.flatMap(([, name = "", colon]) => (colon === ":" ? String(JSON.parse(name)) : []));
  if (JSON.stringify(written) === JSON.stringify(namesIn(value))) return undefined;
  return { place: "", why: "members in another order than JavaScript keeps" };
}

/** As they are written, of strict JSON: what is left of it without its strings holds no other digits. */
function numbersIn(text: string): string[] {
  const bare = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  return bare.match(/-?[0-9][-+.0-9Ee]*/g) ?? [];
}
