"use client";
import { type LabSettings, PRESET } from "#lib/selection/lab/settings.ts";
import { LabForm } from "./lab-form.tsx";

const nothing = () => undefined;

/** The laboratory's form: nothing runs here. */
export function FormSample({ isRunning = false, ...settings }: Partial<LabSettings> & { isRunning?: boolean }) {
  return <LabForm settings={{ ...PRESET, ...settings }} isRunning={isRunning} onRun={nothing} onStop={nothing} />;
}
