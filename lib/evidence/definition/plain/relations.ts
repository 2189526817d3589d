/**
 * How values that stand side by side are to each other: from one currency to the same there is nothing to convert to one, and no
 * such pair to the next; of a range that ends before it begins one makes the other way round, another nothing (ADR 0264). So that
 * two are the same, and which of two is above the other, are marks: judged where a test has them.
 */
import { folded } from "./folds.ts";
import { type Class, classOf, type Scalar } from "./marks.ts";

type Member = readonly [name: string, value: Scalar];

/** In words, of the members of one object, query or path. Takes time by their number. */
export function relationsOf(members: readonly Member[]): readonly string[] {
  if (members.length < 2) return [];
  const groups = new Map<string, Member[]>();
  const ordered = new Map<string, Member[]>();
  for (const member of members) {
    const [, value] = member;
    const of = classOf(value);
    if (!COMPARED.has(of)) continue;
    const order = of === "number" ? kindOf(value) : TIMES.find((time) => time.test(String(value)))?.source;
    if (order !== undefined) add(ordered, order, member);
    add(groups, of === "number" ? `${order} ${Number(value)}` : `${of} ${folded(String(value))}`, member);
  }
  const same = [...groups.values()].flatMap(pairsOf);
  const apart = [...ordered.values()].flatMap(pairsOf);
  return [
    ...same.map(([[one], [other]]) => `"${one}" and "${other}" the same`),
    ...apart.flatMap(([[one, left], [other, right]]) => {
      if (isAbove(left, right)) return [`"${one}" above "${other}"`];
      return isAbove(right, left) ? [`"${one}" below "${other}"`] : [];
    }),
  ];
}

const COMPARED: ReadonlySet<Class> = new Set(["number", "text", "hexadecimal", "like a number", "time"]);

/** A price in hundredths and a count have nothing to do with each other; of a range both ends are written alike. */
const kindOf = (value: Scalar): string => `${typeof value}${String(value).includes(".") ? " with a point" : ""}`;

/** Those that begin alike are in order by code unit. */
const TIMES = [/^[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])/, /^[0-9]{4}-[0-9]{2}$/, /^[0-9]{2}:[0-9]{2}(?![0-9])/];

const isAbove = (one: Scalar, other: Scalar): boolean =>
  classOf(one) === "number" ? Number(one) > Number(other) : String(one) > String(other);

function add(groups: Map<string, Member[]>, name: string, member: Member): void {
  const group = groups.get(name) ?? [];
  groups.set(name, group);
  group.push(member);
}

/** Of so many each with each; of more each with the next. */
const FEW = 8;

const pairsOf = (members: readonly Member[]): (readonly [Member, Member])[] =>
  members.flatMap((one, at) =>
    members.slice(at + 1, members.length > FEW ? at + 2 : undefined).map((other) => [one, other] as const),
  );
