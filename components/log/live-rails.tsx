"use client";
import { useMemoryReport } from "./memory-alarm.tsx";
import type { RailFacts, RailMemory } from "./rails/rail-model.ts";
import { TwoRails } from "./rails/two-rails.tsx";

/** The rails with this browser's own memory on them, as soon as it was compared. */
export function LiveRails({ facts, level }: { facts: RailFacts; level?: 2 | 3 }) {
  const report = useMemoryReport();
  const memory = report.kind === "compared" ? memoryOf(report.compared) : undefined;
  return <TwoRails facts={{ ...facts, memory }} {...(level ? { level } : {})} />;
}

type Compared = Extract<ReturnType<typeof useMemoryReport>, { kind: "compared" }>["compared"];

function memoryOf({ before, check }: Compared): RailMemory | undefined {
  if (before?.at === undefined) return undefined;
  const tie = check.outcome === "pass" ? "same" : check.outcome === "fail" ? "contradiction" : "not-compared";
  return { size: before.size, seenAt: before.at, tie };
}
