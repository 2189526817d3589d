"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { HistoryChart } from "./history-chart.tsx";

/** Drawn by the server; what reads it point by point comes after first paint. */
const Chart = dynamic(() => import("./history-chart.tsx").then((module) => module.HistoryChart));

export function History(props: ComponentProps<typeof HistoryChart>) {
  return <Chart {...props} />;
}
