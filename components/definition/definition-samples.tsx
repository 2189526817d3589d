"use client";
import { DefinitionFiles } from "./definition-files.tsx";
import { type SampleName, sampleFiles } from "./definition-sample.ts";

/** Files as somebody chose them; nothing is taken. */
export function SampleFiles({ name }: { name: SampleName }) {
  return <DefinitionFiles {...sampleFiles(name)} onFiles={() => undefined} />;
}
