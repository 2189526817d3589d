"use client";
import dynamic from "next/dynamic";

/** What few readers open: fetched when it is shown, so that the page stays light. */
export const LazyBacktestPanel = dynamic(() => import("./backtest-panel.tsx").then((module) => module.BacktestPanel), {
  ssr: false,
});

export const LazyCalibrationFigure = dynamic(
  () => import("./calibration-figure.tsx").then((module) => module.CalibrationFigure),
  { ssr: false },
);
