"use client";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Software } from "./lab-export.ts";
import { RecordPanel } from "./record-panel.tsx";
import { WorldsPanel } from "./worlds-panel.tsx";

/** Made-up worlds, and what a real agent did. `query`: of the page's address. */
export default function Laboratory({ query, software }: { query: string; software: Software }) {
  const isDemoRecord = new URLSearchParams(query).get("record") === "demonstration";
  return (
    <Tabs
      label="What is tried"
      defaultValue={isDemoRecord ? "record" : "worlds"}
      items={[
        { value: "worlds", label: "Made-up worlds", content: <WorldsPanel query={query} software={software} /> },
        { value: "record", label: "An agent's record", content: <RecordPanel ofDemonstration={isDemoRecord} /> },
      ]}
    />
  );
}
