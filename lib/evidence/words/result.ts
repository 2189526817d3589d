/**
 * The finding in one sentence, from what was signed: "It answered 7.42. Its own rule gives 7.24." Values from outside are
 * marked, so that they are drawn as values and never as words of this site.
 */
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { BundleFinding } from "../checks/check-bundle.ts";
import { answeredRequest } from "../checks/claim.ts";
import { jsonBody } from "../definition/compare.ts";
import { type Difference, type DifferenceRule, differencesOf, EXACT } from "../definition/difference.ts";
import type { Output } from "../definition/run-definition.ts";
import { readAnswer } from "../signing/read-answer.ts";
import { verdictSentence } from "./verdict-words.ts";

/** A word of ours, or a value from outside, shortened and printable. */
export type Piece = string | { readonly value: string };

/** Longest value in a sentence. */
const VALUE_CHARACTERS = 60;

/** What is compared in a bundle: the signed answer with what the rule gives, or two signed answers. */
export type Sides = {
  readonly left: Output;
  readonly right: Output;
  readonly of: "rule" | "second-answer";
};

/** Undefined where nothing stands against the signed answer. Total. */
export function sidesOf({ bundle, runs }: Pick<BundleFinding, "bundle" | "runs">): Sides | undefined {
  const [first, second] = (bundle?.exchanges ?? []).map((exchange) => answeredRequest(readAnswer(exchange))?.response);
  if (first === undefined) return undefined;
  if (bundle?.claim.kind === "equivocation") return second && { left: first, right: second, of: "second-answer" };
  const given = runs?.local[0].output;
  if (given === undefined || given === null || bundle?.claim.kind === "predicate-violated") return undefined;
  return { left: { ...first, status: given.status === null ? null : first.status }, right: given, of: "rule" };
}

/** The leaves that differ; undefined where one side is no JSON. Total. */
export function leavesOf({ left, right }: Sides, rule: DifferenceRule = EXACT): Difference[] | undefined {
  const [a, b] = [jsonBody(left.body), jsonBody(right.body)];
  return a === undefined || b === undefined ? undefined : differencesOf(a, b, rule);
}

/** The sentence. `rule`: of the definition, where it is at hand. Total. */
export function resultPieces(finding: BundleFinding, rule?: DifferenceRule): readonly Piece[] {
  const { bundle, verdict } = finding;
  const said = verdictSentence(bundle?.claim.kind, verdict.verdict, "reason" in verdict ? verdict.reason : null);
  const first = comparedPieces(finding, rule);
  if (first === undefined) return [said];
  return verdict.verdict === "proven" || (verdict.verdict === "open" && verdict.reason === "cases-unknown")
    ? first
    : [...first, " ", said];
}

/** What a comparison found; undefined where none was made, as of content under its hash. `rule`: as above. Total. */
export function comparedPieces(finding: BundleFinding, rule?: DifferenceRule): readonly Piece[] | undefined {
  const claim = finding.checks.find(({ name }) => name === "claim");
  // What was compared is told only where everything before it holds: a body that nobody signed is no answer.
  if (claim?.outcome !== "pass" && claim?.outcome !== "cannot-check") return undefined;
  const sides = sidesOf(finding);
  return sides === undefined ? undefined : differencePieces(sides, rule);
}

/** Where the two differ, in words and values; undefined: nowhere. Total. */
export function differencePieces(sides: Sides, rule?: DifferenceRule): readonly Piece[] | undefined {
  const { left, right, of } = sides;
  const other = of === "rule" ? "Its own rule gives " : "To the same request it also answered ";
  if (left.status !== right.status)
    return [
      "It answered with status ",
      { value: `${left.status}` },
      `. ${other}status `,
      { value: `${right.status}` },
      ".",
    ];
  const leaves = leavesOf(sides, rule);
  if (leaves === undefined) {
    const at = left.body.findIndex((byte, place) => byte !== right.body[place]);
    const place = at < 0 ? Math.min(left.body.length, right.body.length) : at;
    if (at < 0 && left.body.length === right.body.length) return undefined;
    const rest = of === "rule" ? "what its own rule gives" : "its other answer to the same request";
    return [`It answered ${left.body.length} bytes that differ from ${rest}, first at byte ${place}.`];
  }
  const [leaf] = leaves;
  if (leaf === undefined) return undefined;
  const place: readonly Piece[] =
    leaf.path.length === 0 ? [] : [" Place: ", { value: shown(leaf.path.join(" › ")) }, "."];
  const more =
    leaves.length === 1 ? "" : ` ${leaves.length - 1} more ${leaves.length === 2 ? "place differs" : "places differ"}.`;
  return ["It answered ", pieceOf(leaf.left), `. ${other}`, pieceOf(leaf.right), ".", ...place, more];
}

function pieceOf(value: JsonValue | undefined): Piece {
  if (value === undefined) return "nothing there";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isJsonObject(value)) return "an object";
  return { value: shown(typeof value === "string" ? value : JSON.stringify(value)) };
}

/** Control, format and bidi characters by their numbers; cut where it is long. Total. */
export function shown(text: string): string {
  const characters = [...text];
  const cut = characters.length > VALUE_CHARACTERS ? `${characters.slice(0, VALUE_CHARACTERS).join("")}…` : text;
  return cut.replaceAll(
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`,
  );
}

/** The sentence as plain text. */
export function resultText(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (typeof piece === "string" ? piece : piece.value)).join("");
}
