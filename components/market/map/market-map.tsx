"use client";
import dynamic from "next/dynamic";
import { type ComponentProps, useState } from "react";
import type { MapChart } from "./map-chart.tsx";
import { limitOfLoss } from "./map-limit.ts";
import { PRESET_TOLERANCE, type ToleratedTier, toleranceOf } from "./tolerance.ts";

/** Drawn by the server; what reads and moves it comes after first paint. */
const Chart = dynamic(() => import("./map-chart.tsx").then((module) => module.MapChart));

type Props = Omit<ComponentProps<typeof MapChart>, "tolerated" | "onTolerate" | "limitOf"> & {
  /** Where the line stands at first. */
  tolerance?: ToleratedTier;
  /** Money text of what one could lose at one blow; empty: not said. */
  loss: string;
  /** In which that is. */
  currency: string;
};

/** The market map with a tolerance of its own. */
export function MarketMap({ tolerance = PRESET_TOLERANCE, loss, currency, ...props }: Props) {
  const [tolerated, setTolerated] = useState<number>(toleranceOf(tolerance));
  return <Chart tolerated={tolerated} onTolerate={setTolerated} limitOf={limitOfLoss(loss, currency)} {...props} />;
}
