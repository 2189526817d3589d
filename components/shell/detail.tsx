"use client";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { Switch } from "#components/ui/switch.tsx";
import { useStoredFlag } from "./stored-flag.ts";

/** Whether "Details for auditors" is on: `?detail=1` or `0` decides and is remembered; else what was chosen before. */
export function useDetail(): [boolean, (next: boolean) => void] {
  const [stored, setStored] = useStoredFlag("touchstone:detail", false);
  const asked = useSearchParams().get("detail");
  const isOn = asked === "1" || (asked !== "0" && stored);
  const set = (next: boolean) => {
    setStored(next);
    const here = new URL(window.location.href);
    if (next) here.searchParams.set("detail", "1");
    else here.searchParams.delete("detail");
    window.history.replaceState(null, "", here);
  };
  return [isOn, set];
}

/** Carries the choice to the root element, where CSS shows or hides `.auditor-detail`; remembers what the URL asked for. */
export function DetailCarrier() {
  const [isOn] = useDetail();
  const asked = useSearchParams().get("detail");
  const [, setStored] = useStoredFlag("touchstone:detail", false);
  useEffect(() => {
    document.documentElement.dataset.detail = isOn ? "on" : "off";
  }, [isOn]);
  // By the address alone: a choice is stored before the address follows it.
  useEffect(() => {
    if (asked === "0" || asked === "1") setStored(asked === "1");
  }, [asked, setStored]);
  return null;
}

/** DIDs, thumbprints, canonical JSON, indices, weights: hidden until asked for, and not in the tab order until then. */
export function AuditorDetail({ children }: { children: ReactNode }) {
  return <div className="auditor-detail">{children}</div>;
}

export function DetailSwitch() {
  const [isOn, set] = useDetail();
  return <Switch label="Details for auditors" checked={isOn} onCheckedChange={set} />;
}
