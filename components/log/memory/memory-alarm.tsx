"use client";
import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import {
  compareNow,
  EVERY_MS,
  memoryReport,
  noMemoryReport,
  subscribeMemory,
} from "#lib/client/memory/memory-watch.ts";

const AlarmPanel = dynamic(() => import("./alarm-panel.tsx"), { ssr: false, loading: () => null });

export function useMemoryReport() {
  return useSyncExternalStore(subscribeMemory, memoryReport, noMemoryReport);
}

/** On every page: compares the log with this browser's memory, and says nothing unless they contradict each other. */
export function MemoryAlarm() {
  const report = useMemoryReport();
  useEffect(() => {
    // After what the page is for; then as long as it stays open.
    const first = window.setTimeout(() => void compareNow({ quiet: true }), 1500);
    const timer = window.setInterval(() => void compareNow({ quiet: true }), EVERY_MS + 1000);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(timer);
    };
  }, []);
  const isAlarm = report.kind === "compared" && report.compared.check.outcome === "fail";
  return isAlarm ? <AlarmPanel compared={report.compared} /> : null;
}
