import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { ThemeName } from "#components/ui/tokens.ts";
import type { FileFacts } from "#lib/client/backtest/backtest-messages.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { type Calibration, calibrate, type Forecast } from "#lib/reputation/backtest/calibration.ts";
import type { Replay } from "#lib/reputation/backtest/replay.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { rulesOf } from "#lib/reputation/rules/rule-text.ts";
import BacktestResult from "./backtest-result.tsx";
import { CalibrationFigure } from "./calibration-figure.tsx";
import { DrawsLeft } from "./draws-left.tsx";
import { IndexCalibration } from "./index-calibration.tsx";
import { ModelInForce } from "./model-in-force.tsx";
import { ModelLife } from "./model-life.tsx";
import { ReachablePaths } from "./reachable-paths.tsx";
import { RuleSection } from "./rule-section.tsx";

const HASH = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";
const NEXT = "88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f";
const entry = (index: number) => index as EntryIndex;
const ACTIVE = { hash: HASH, entry: entry(0), at: "2025-01-06T09:00:00.000Z" };
const COMING = {
  ...{ model: "touchstone-marks-2", hash: NEXT, codeSha256: HASH, ruleSha256: HASH, from: HASH },
  ...{ entry: entry(48_120), at: "2026-11-20T09:00:00.000Z", activeFromMs: Date.UTC(2026, 11, 20, 9) },
};
const MODEL = { name: "touchstone-marks-1", hash: HASH, bytes: 9_412 };

const BEGIN = 20_000;
const AFTER_TWO_YEARS = BEGIN + 730;
/** Announced chance in parts per million, of so many providers; of each group the first so many failed. */
const GROUPS = [
  { tier: "A", ppm: 4_000, count: 40, failed: 0 },
  { tier: "B", ppm: 20_000, count: 40, failed: 1 },
  { tier: "C", ppm: 60_000, count: 40, failed: 3 },
  { tier: "D", ppm: 180_000, count: 30, failed: 14 },
  { tier: "E", ppm: 500_000, count: 10, failed: 5 },
] as const;
const FORECASTS: readonly Forecast[] = GROUPS.flatMap(({ tier, ppm, count, failed }) =>
  Array.from(
    { length: count },
    (_, at): Forecast => ({
      ...{ provider: `${tier}${at}`, day: BEGIN, tier, ppm: ppm + at * 100, leftDay: null },
      failedDay: at < failed ? BEGIN + 100 + at : null,
    }),
  ),
);
const MANY: Calibration = calibrate(FORECASTS, AFTER_TWO_YEARS);
const YOUNG: Calibration = calibrate(FORECASTS, BEGIN + 90);
const NONE: Calibration = calibrate([], BEGIN);
const STUDIES = ["Exchanges that closed between 2010 and 2015, by volume", "Failures of small payment firms"];

const FACTS: FileFacts = {
  ...{ fileName: "ratings.csv", rows: 33_000, bad: [], badCount: 0, selfCount: 0 },
  ...{ firstUnsortedLine: null, hasHeader: true },
};
const REPLAY: Replay = {
  ...{ rows: 33_000, graded: 26_400, baseRate: 0.12, aucScore: 0.88, aucProbability: 0.874 },
  ...{ brier: 0.0612, brierBase: 0.1056, ece: 0.0084, unseen: 1_204, curve: MANY.curve, byTier: MANY },
};
const EMPTY_REPLAY: Replay = {
  ...{ rows: 3, graded: 0, baseRate: null, aucScore: null, aucProbability: null },
  ...{ brier: null, brierBase: null, ece: null, unseen: 0, curve: [], byTier: NONE },
};

/** One rule of each form that the model has. */
const RULES = (["a small", "a wide", "a tall"] as const).map((form) => ({
  form,
  rule: rulesOf(MODEL_1).find(({ table: { head, rows } = { head: [], rows: [] } }) =>
    rows.length > 20 ? form === "a tall" : form === (head.length > 3 ? "a wide" : "a small"),
  ),
}));

export const methodGallery: GallerySection = {
  id: "method",
  title: "Method",
  specimens: [
    { title: "The model in force", render: () => <ModelInForce {...MODEL} active={ACTIVE} /> },
    { title: "No model in force", render: () => <ModelInForce {...MODEL} active={null} /> },
    {
      title: "A model in force that this software does not know",
      render: () => <ModelInForce {...MODEL} active={{ ...ACTIVE, hash: NEXT }} />,
    },
    {
      title: "Models: another one announced, two in force so far",
      wide: true,
      render: () => (
        <ModelLife
          coming={[COMING]}
          history={[ACTIVE, { hash: NEXT, entry: entry(912), at: "2026-02-01T09:00:00.000Z" }]}
        />
      ),
    },
    ...RULES.flatMap(({ form, rule }) =>
      rule === undefined
        ? []
        : {
            title: `A rule with ${form} table`,
            wide: true,
            render: (theme: ThemeName) => <RuleSection rule={{ ...rule, id: `${rule.id}-${theme}` }} />,
          },
    ),
    { title: "Models: none", render: () => <ModelLife coming={[]} history={[]} /> },
    { title: "Forecasts: too early", render: () => <IndexCalibration calibration={YOUNG} studies={STUDIES} /> },
    { title: "Forecasts: none made", render: () => <IndexCalibration calibration={NONE} studies={STUDIES} /> },
    {
      title: "Forecasts of two years, tier by tier",
      wide: true,
      render: () => <IndexCalibration calibration={MANY} studies={STUDIES} />,
    },
    {
      title: "Forecasts: a drawing without any",
      wide: true,
      render: () => <CalibrationFigure rows={NONE} source="index" caption="Nobody was rated yet." />,
    },
    {
      title: "A file of ratings",
      wide: true,
      render: () => <BacktestResult facts={FACTS} replay={REPLAY} />,
    },
    {
      title: "A file of ratings with odd lines, too short to grade",
      wide: true,
      render: () => (
        <BacktestResult
          facts={{ ...FACTS, hasHeader: false, rows: 3, badCount: 2, selfCount: 1, firstUnsortedLine: 2 }}
          replay={EMPTY_REPLAY}
        />
      ),
    },
    {
      title: "The honest path to each tier",
      wide: true,
      render: () => (
        <ReachablePaths
          paths={[
            [
              "service",
              [
                { tier: "D", days: 15, weeks: 3, audits: 11, duties: 0 },
                { tier: "B", days: 400, weeks: 58, audits: 286, duties: 13 },
              ],
            ],
            ["instance", []],
          ]}
        />
      ),
    },
    { title: "What is left to trust in a draw", wide: true, render: () => <DrawsLeft /> },
  ],
};
