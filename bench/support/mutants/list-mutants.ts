/**
 * The small faults that could be in a source text: one comparison, sum, constant, condition or statement changed. Each keeps
 * the text parseable; types are not asked, since tests run without them. Words on screen are not changed: no test of a rule
 * is about them.
 */
import { parseAst } from "rolldown/parseAst";

export type Mutant = {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: MutantKind;
  readonly start: number;
  readonly end: number;
  /** Stands in place of the text from `start` to `end`. */
  readonly text: string;
};

export type MutantKind = "comparison" | "arithmetic" | "logic" | "constant" | "condition" | "call" | "statement";

/** What stands in place of each operator. */
const OPERATORS = new Map<unknown, readonly [MutantKind, string]>([
  ["<", ["comparison", "<="]],
  ["<=", ["comparison", "<"]],
  [">", ["comparison", ">="]],
  [">=", ["comparison", ">"]],
  ["===", ["comparison", "!=="]],
  ["!==", ["comparison", "==="]],
  ["+", ["arithmetic", "-"]],
  ["-", ["arithmetic", "+"]],
  ["*", ["arithmetic", "+"]],
  ["/", ["arithmetic", "*"]],
  ["%", ["arithmetic", "*"]],
  ["<<", ["arithmetic", ">>"]],
  [">>", ["arithmetic", "<<"]],
  [">>>", ["arithmetic", "<<"]],
  ["&", ["arithmetic", "|"]],
  ["|", ["arithmetic", "&"]],
  ["^", ["arithmetic", "&"]],
  ["&&", ["logic", "||"]],
  ["||", ["logic", "&&"]],
  ["??", ["logic", ""]],
  ["+=", ["arithmetic", "-="]],
  ["-=", ["arithmetic", "+="]],
  ["*=", ["arithmetic", "+="]],
  ["++", ["arithmetic", "--"]],
  ["--", ["arithmetic", "++"]],
]);

/** Methods that are easily taken for each other. */
const METHODS = new Map<unknown, string>([
  ["every", "some"],
  ["some", "every"],
  ["min", "max"],
  ["max", "min"],
  ["startsWith", "endsWith"],
  ["endsWith", "startsWith"],
  ["floor", "ceil"],
  ["ceil", "floor"],
]);

const DROPPED = new Set(["ExpressionStatement", "ThrowStatement", "BreakStatement", "ContinueStatement"]);
/** Of TypeScript's own nodes those that are values in a wrapping; all others are types, which no test can see. */
const WRAPPINGS = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [field: string]: unknown };

/** In the order of the text. Throws where the text is no TypeScript. */
export function listMutants(file: string, source: string): Mutant[] {
  const found: Mutant[] = [];
  const add: Add = (kind, { start, end }, text) => {
    found.push({ file, line: 0, kind, start, end, text });
  };
  visit(parseAst(source, { lang: "ts" }) as unknown as Node, (node) => mutate(node, source, add));
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  return withLines(found, source);
}

function withLines(found: readonly Mutant[], source: string): Mutant[] {
  let line = 1;
  let at = 0;
  return found.map((mutant) => {
    for (; at < mutant.start; at += 1) if (source[at] === "\n") line += 1;
    return { ...mutant, line };
  });
}

/** The source with one mutant in it. */
export const applyMutant = (source: string, { start, end, text }: Mutant): string =>
  source.slice(0, start) + text + source.slice(end);

type Add = (kind: MutantKind, place: { start: number; end: number }, text: string) => void;

function mutate(node: Node, source: string, add: Add): void {
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
    case "AssignmentExpression":
      if (!joinsText(node) && !isFiller(node)) mutateOperator(node, source, add);
      return;
    case "UpdateExpression": {
      const [kind, other] = OPERATORS.get(node.operator) ?? [];
      const start = node.prefix === true ? node.start : node.end - 2;
      if (kind !== undefined && other !== undefined) add(kind, { start, end: start + 2 }, other);
      return;
    }
    case "UnaryExpression":
      if (node.operator === "!") add("condition", { start: node.start, end: node.start + 1 }, "");
      return;
    case "Literal":
      mutateLiteral(node, add);
      return;
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      mutateCondition(node.test as Node, source, add);
      return;
    case "CallExpression":
      mutateCall(node.callee as Node, add);
      return;
  }
  if (DROPPED.has(node.type) && typeof node.directive !== "string") add("statement", node, ";");
}

function mutateOperator(node: Node, source: string, add: Add): void {
  const operator = String(node.operator);
  const [kind, other] = OPERATORS.get(operator) ?? [];
  if (kind === undefined || other === undefined) return;
  const { end } = node.left as Node;
  const start = source.indexOf(operator, end);
  // What is beside `??` cannot be joined by another operator without brackets: its left side stands alone.
  if (operator === "??") add(kind, node, source.slice(node.start, start).trimEnd());
  else add(kind, { start, end: start + operator.length }, other);
}

function mutateLiteral(node: Node, add: Add): void {
  if (typeof node.value === "boolean") add("constant", node, String(!node.value));
  else if (typeof node.value === "number") add("constant", node, String(node.value + 1));
  else if (typeof node.value === "bigint") add("constant", node, `${node.value + 1n}n`);
}

/** A condition that is one comparison or one `!` is changed there. */
function mutateCondition(test: Node, source: string, add: Add): void {
  const isChangedThere =
    test.type === "UnaryExpression" || (test.type === "BinaryExpression" && test.operator !== "in");
  if (!isChangedThere) add("condition", test, `!(${source.slice(test.start, test.end)})`);
}

function mutateCall(callee: Node, add: Add): void {
  if (callee.type !== "MemberExpression") return;
  const property = callee.property as Node;
  const other = METHODS.get(property.name);
  if (other !== undefined) add("call", property, other);
}

/** A sum of texts: `+` has no other meaning there. */
const joinsText = ({ operator, left, right }: Node): boolean =>
  (operator === "+" || operator === "+=") && [left as Node, right as Node].some(isText);

const isText = ({ type, value, operator, left, right }: Node): boolean =>
  type === "TemplateLiteral" ||
  (type === "Literal" && typeof value === "string") ||
  (type === "BinaryExpression" && operator === "+" && [left as Node, right as Node].some(isText));

/** `bytes[i] ?? 0`: said to the compiler, where the loop knows that the place is there. */
const isFiller = ({ type, operator, left, right }: Node): boolean =>
  type === "LogicalExpression" && operator === "??" && (right as Node).type === "Literal" && isPlace(left as Node);

const isPlace = ({ type, computed, object, expression }: Node): boolean =>
  type === "ChainExpression"
    ? isPlace(expression as Node)
    : type === "MemberExpression" && (computed === true || isPlace(object as Node));

function visit(node: Node, see: (node: Node) => void): void {
  if (node.type.startsWith("TS") && !WRAPPINGS.has(node.type)) return;
  if (node.type === "ImportDeclaration") return;
  see(node);
  for (const [field, value] of Object.entries(node)) {
    // The name of a member, where it is written as a number, names and does not count.
    if (field === "key" && node.computed === false) continue;
    if (field === "right" && isFiller(node)) continue;
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
