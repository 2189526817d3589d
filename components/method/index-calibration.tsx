import { Details } from "#components/ui/details.tsx";
import { type Calibration, MIN_FINISHED } from "#lib/reputation/backtest/calibration.ts";
import { tooEarlySentence } from "./calibration-words.ts";
import { Figures, figureText } from "./figures.tsx";
import { LazyCalibrationFigure } from "./lazy-parts.tsx";

/**
 * The forecasts of this index against what came. Below so many finished provider-years nothing is drawn: it would say more
 * about chance. `studies`: what the forecasts rest on until then.
 */
export function IndexCalibration({ calibration, studies }: { calibration: Calibration; studies: readonly string[] }) {
  const { finished, censored, overlapping } = calibration;
  if (finished < MIN_FINISHED)
    return (
      <div className="max-w-prose">
        <p className="font-medium">{tooEarlySentence(calibration)}</p>
        <p className="mt-2">Until then the forecasts rest on these studies, and on priors for all else:</p>
        <ul className="mt-1 list-disc pl-5">
          {studies.map((study) => (
            <li key={study}>{study}</li>
          ))}
        </ul>
      </div>
    );
  return (
    <div className="flex flex-col gap-4">
      <LazyCalibrationFigure
        rows={calibration}
        source="index"
        caption={`${finished} forecasts that are a year old, as rated then. ${censored} more are not over yet, or their provider closed in order; ${overlapping} were made within a year of the one before and do not count.`}
      />
      <Details summary="Statistics">
        <Figures
          rows={[
            [
              "Brier",
              figureText(calibration.brier),
              `${figureText(calibration.brierBase)} for whoever always says the base rate`,
            ],
            [
              "AUC",
              figureText(calibration.auc),
              calibration.auc === null ? "given from ten failures on" : "0.5: no better than chance, 1: never wrong",
            ],
            ["ECE", figureText(calibration.ece), `over ${calibration.curve.length} groups of equal count`],
          ]}
          curve={calibration.curve}
          of="provider-years"
          failed="failed"
        />
      </Details>
    </div>
  );
}
