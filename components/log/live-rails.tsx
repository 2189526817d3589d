"use client";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { useMemoryReport } from "./memory/memory-alarm.tsx";
import type { RailFacts, RailMemory } from "./rails/rail-model.ts";

type RailsProps = { facts: RailFacts };

/**
 * The rails with this browser's own memory on them, as soon as it was compared. `children`: what the server drew, shown
 * until what can be read by keys and as a table has come.
 */
export function LiveRails({ facts, children }: { facts: RailFacts; children: ReactNode }) {
  const report = useMemoryReport();
  const [Rails, setRails] = useState<ComponentType<RailsProps> | undefined>(undefined);
  useEffect(() => {
    void import("./rails/two-rails.tsx").then((module) => setRails(() => module.TwoRails));
  }, []);
  if (Rails === undefined) return children;
  const memory = report.kind === "compared" ? memoryOf(report.compared) : undefined;
  return <Rails facts={{ ...facts, memory }} />;
}

type Compared = Extract<ReturnType<typeof useMemoryReport>, { kind: "compared" }>["compared"];

function memoryOf({ before, check }: Compared): RailMemory | undefined {
  if (before?.at === undefined) return undefined;
  const tie = check.outcome === "pass" ? "same" : check.outcome === "fail" ? "contradiction" : "not-compared";
  return { size: before.size, seenAt: before.at, tie };
}
