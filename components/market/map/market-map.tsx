"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { MapChart } from "./map-chart.tsx";

/** Drawn by the server; what reads and moves it comes after first paint, with all that it needs. */
const Chart = dynamic(() => import("./map-chart.tsx").then((module) => module.MapChart));

export function MarketMap(props: ComponentProps<typeof MapChart>) {
  return <Chart {...props} />;
}
