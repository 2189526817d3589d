/** The scorecard of an instance's chance to fail, with where each number comes from. */
import type { FailureTerm } from "../failure.ts";
import type { Model, Step } from "../model.ts";
import { decimal, percentOfPpm, type Rule, rowsOf, signed } from "./rule.ts";

export const TERM_WORDS: Readonly<Record<FailureTerm, string>> = {
  age: "Age",
  breach: "Breach",
  coverage: "Coverage",
  coverageAge: "Age of the coverage",
  heartbeat: "Sign of life",
  silences: "Silences",
  ownerConcentration: "Shared owner",
  hostConcentration: "Shared host",
  transparency: "Transparency",
  services: "Its services",
  volume: "Proven volume",
};

const BASIS_WORDS: Readonly<Record<string, string>> = {
  study: "published study",
  prior: "prior: a guess, until measured",
};

/** Every so many rows of the table are printed; the file has all. */
const PRINTED_ROWS = 50;

export function failureRules({ failure, limits }: Model): Rule[] {
  const { terms, ppm, startPoints } = failure;
  const termRow = (term: FailureTerm, says: string, basis: string, worth: string) => [
    TERM_WORDS[term],
    says,
    worth,
    BASIS_WORDS[basis] ?? basis,
  ];
  const stepped = (Object.keys(TERM_WORDS) as FailureTerm[]).map((name) => {
    if (name === "heartbeat") {
      const { says, basis, points } = terms.heartbeat;
      const worth = rowsOf(points).map(([state, value]) => `${state} ${signed(value)}`);
      return termRow(name, says, basis, worth.join(" · "));
    }
    if (name === "volume") {
      const { says, basis, unknown, reference, perDoubling, most } = terms.volume;
      const worth = `each doubling above ${reference} ${signed(perDoubling)}, ${signed(most)} at most · unknown ${signed(unknown)}`;
      return termRow(name, says, basis, worth);
    }
    const { says, basis, unknown, steps } = terms[name];
    return termRow(name, says, basis, [...steps.map(stepWords), `unknown ${signed(unknown)}`].join(" · "));
  });
  return [
    {
      id: "failure",
      title: "Chance that an instance fails",
      says: [
        `Insolvent, shut down, or gone within a year: a scorecard that begins with ${decimal(startPoints)} points and adds what each term is worth. What nobody knows weighs what stands under “unknown”, never what good news would.`,
        `What is lost then is taken for ${percentOfPpm(limits.lossGivenDefault)} of what is held there.`,
      ],
      table: { head: ["term", "what it measures", "points", "basis"], rows: stepped },
    },
    {
      id: "failure-table",
      title: "From points to chance to fail",
      says: [`Read from a table of ${ppm.length} rows, one for each whole point, rounded down to the riskier row.`],
      table: {
        head: ["points", "chance within a year"],
        rows: ppm.flatMap((chance, row) => (row % PRINTED_ROWS === 0 ? [[String(row), percentOfPpm(chance)]] : [])),
      },
    },
  ];
}

function stepWords({ from, points }: Step, at: number): string {
  return at === 0 ? `at first ${signed(points)}` : `from ${from} ${signed(points)}`;
}
