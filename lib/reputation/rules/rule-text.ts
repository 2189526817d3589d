/**
 * The rules of a model as sentences and small tables, with its own numbers: what `/method` prints, and the text whose
 * SHA-256 an announcement names. No number stands here that the model does not give.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { startOf } from "../conduct.ts";
import { divFloor } from "../integers.ts";
import type { Model } from "../model.ts";
import { failureRules } from "./failure-rules.ts";
import { counted, decimal, percentOfPpm, type Rule, rowsOf } from "./rule.ts";
import { tierRules } from "./tier-rules.ts";

/** In the order in which facts become a tier and a limit. */
export function rulesOf(model: Model): readonly Rule[] {
  return [massRule(model), scoreRule(model), capRule(model), evidenceRule(model), chanceRule(model)].concat(
    failureRules(model),
    tierRules(model),
  );
}

/** One text of all rules, Markdown, each line ended by LF. The same model gives the same bytes. */
export function ruleText(model: Model): string {
  const cells = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  const lines = rulesOf(model).flatMap(({ title, says, table }) => [
    `## ${title}`,
    ...says,
    ...(table === undefined ? [] : [cells(table.head), cells(table.head.map(() => "---")), ...table.rows.map(cells)]),
    "",
  ]);
  return [`# Rules of ${model.name}`, "", ...lines].join("\n");
}

/** SHA-256 of {@link ruleText}, hex. */
export function ruleHash(model: Model): string {
  return hexEncode(sha256(utf8Encode(ruleText(model))));
}

const GOOD_WORDS = {
  audit: "an answer that others ran again and found right",
  "promise-kept": "a promised remedy, done in time",
  "clock-met": "an incident told, or answered, in time",
  "disclosure-fresh": "a disclosure renewed before it ended",
} as const;

function massRule(model: Model): Rule {
  const { base, evidencePercent, standingPercent, attributionPercent, selfDisclosedPercent } = model;
  const good = Object.entries(GOOD_WORDS).map(([type, says]) => [
    says,
    "good",
    decimal(base.good[type as keyof typeof GOOD_WORDS]),
  ]);
  const bad = rowsOf(base.bad).map(([severity, mass]) => [`a ${severity} fault`, "bad", decimal(mass)]);
  const evidence = rowsOf(evidencePercent).map(([kind, percent]) => [
    `evidence: ${wordsOf(kind)}`,
    "times",
    hundredths(percent),
  ]);
  const standing = [
    ["brought by the index, or by somebody who was proven right before", "times", hundredths(standingPercent.full)],
    ["brought by anybody else", "times", hundredths(standingPercent.half)],
  ];
  const attribution = rowsOf(attributionPercent).map(([kind, percent]) => [
    ATTRIBUTION_WORDS[kind],
    "times, of faults",
    hundredths(percent),
  ]);
  const told = [["told by the provider itself", "times, of faults", hundredths(selfDisclosedPercent)]];
  return {
    id: "mass",
    title: "What one fact weighs",
    says: [
      "Each fact in the log has a mass: its base times how good the evidence is, times who brought it, and of a fault times who is to blame. A bare claim weighs nothing, whoever makes it and however often.",
      `An open report counts only with evidence that is ${model.openReportEvidence.map(wordsOf).join(", or ")}.`,
    ],
    table: {
      head: ["what", "counts", "mass or factor"],
      rows: [...good, ...bad, ...evidence, ...standing, ...attribution, ...told],
    },
  };
}

const ATTRIBUTION_WORDS = {
  malice: "with malice",
  unknown: "cause unknown",
  negligence: "by negligence",
  "no-fault": "without its fault",
} as const;

const EVIDENCE_WORDS: Readonly<Record<string, string>> = {
  "self-proving": "self-proving",
  "signed-by-accused": "signed by the accused",
  "signed-by-third-party": "signed by a third party",
  "unsigned-log": "an unsigned log",
  claim: "a claim",
};
const wordsOf = (name: string) => EVIDENCE_WORDS[name] ?? name;
const hundredths = (percent: number) => decimal(percent * 10);

function scoreRule(model: Model): Rule {
  const { windows, prior, longCurve, startPoints } = model;
  const [longest = 0] = windows.map(({ halfLifeDays }) => halfLifeDays).sort((a, b) => b - a);
  return {
    id: "score",
    title: "The conduct score",
    says: [
      `Masses fade: in a window of h days each halves with every h days of its age. Everybody begins with ${decimal(prior.good)} good and ${decimal(prior.bad)} bad mass. The score is ${decimal(startPoints)} plus, for each window, its weight times log2(good / bad), in thousandths of a point and whole numbers only.`,
      `A newcomer has ${decimal(startOf(model))} points. Of a ${longCurve.severities.join(" or ")} ${longCurve.types.join(" or ")} the mass fades by ${longest} days in every window.`,
      "Each fact's bar is its share of what its side added to the logarithm. Bars sum to the score to the last thousandth; taking one fact away can change the score by another amount, since logarithms bend.",
    ],
    table: {
      head: ["window (half-life in days)", "weight"],
      rows: windows.map(({ halfLifeDays, weight }) => [String(halfLifeDays), String(weight)]),
    },
  };
}

function capRule({ caps }: Model): Rule {
  return {
    id: "caps",
    title: "What counts at most",
    says: [
      "No voice is heard beyond its cap, in any window. Facts of one fault group are one fault. What the index itself judged is capped by nobody. One more fault never raises the score, one more clean audit never lowers it.",
    ],
    table: {
      head: ["whose", "mass at most"],
      rows: [
        ["one reporter", decimal(caps.reporter)],
        ["one cluster of reporters", decimal(caps.cluster)],
        ["all open reports together", decimal(caps.openReports)],
        ["duties that the provider itself kept", decimal(caps.duties)],
        ["audits of one UTC day", decimal(caps.auditDay)],
      ],
    },
  };
}

function evidenceRule({ evidence, base, standingPercent, failure }: Model): Rule {
  const strangers = divFloor(evidence.cleanUnit * 100, base.good.audit * standingPercent.half);
  return {
    id: "evidence",
    title: "How much was looked at",
    says: [
      `One unit of evidence is ${decimal(evidence.cleanUnit)} of good mass: a day on which somebody tested and found nothing. That is ${counted(divFloor(evidence.cleanUnit, base.good.audit), "clean audit")} by somebody who was proven right before, or ${counted(strangers, "clean audit")} by strangers. A fault is evidence too: ${decimal(evidence.faultUnit)} of bad mass is one unit, and it never narrows the doubt.`,
      `Of an instance ${counted(failure.heartbeatDaysPerUnit, "day")} with a sign of life are one unit, ${failure.heartbeatUnits} units at most.`,
      `Below ${evidence.rated} units a provider is unrated: treated as D, and neither good nor bad.`,
    ],
    table: {
      head: ["depth", "from units"],
      rows: [
        ["thin", String(evidence.rated)],
        ["medium", String(evidence.medium)],
        ["deep", String(evidence.deep)],
      ],
    },
  };
}

/** Every so many points of the table are printed; the file has all rows. */
const PRINTED_POINTS = 2_000;

function chanceRule({ faultTable, evidence }: Model): Rule {
  const { least, step, ppm } = faultTable;
  const every = divFloor(PRINTED_POINTS, step);
  const rows = ppm.flatMap((chance, row) =>
    row % every === 0 ? [[decimal(least + row * step), percentOfPpm(chance)]] : [],
  );
  return {
    id: "chance",
    title: "From score to chance, and its doubt",
    says: [
      `The chance of an upheld grave or serious fault within a year is read from a table of ${ppm.length} rows, one for every ${decimal(step)} points, the riskier row where a score stands between two. It is a prior: no index of this kind has measured it yet.`,
      `Around the estimate stands a band of 90 %: the exact interval of a share that was seen in as many tries as there are units of clean evidence, plus ${evidence.prior} that everybody begins with. Its upper end decides the tier.`,
    ],
    table: { head: ["conduct, points", "chance within a year"], rows },
  };
}
