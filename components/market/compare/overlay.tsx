"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { HistoryOverlay } from "./history-overlay.tsx";

/** Drawn by the server; what reads it point by point comes after first paint. */
const Chart = dynamic(() => import("./history-overlay.tsx").then((module) => module.HistoryOverlay));

export function Overlay(props: ComponentProps<typeof HistoryOverlay>) {
  return <Chart {...props} />;
}
