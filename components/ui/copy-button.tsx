"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";

const SHOWN_MS = 2000;

/** Copies `value` as it is. `what` names it: "Copy key". With `text` it is a button with words instead of an icon. */
export function CopyButton({ value, what = "value", text }: { value: string; what?: string; text?: string }) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  };
  const icon = outcome === "copied" ? <Check aria-hidden className="text-verified" /> : <Copy aria-hidden />;
  const said = { idle: "", copied: `${what} copied`, failed: `Could not copy: select the text instead` }[outcome];
  return (
    <span className="inline-flex items-center" data-print="hide">
      {text ? (
        <Button size="sm" onClick={copy}>
          {icon}
          {outcome === "copied" ? "Copied" : text}
        </Button>
      ) : (
        <IconButton size="sm" label={`Copy ${what}`} icon={icon} onClick={copy} />
      )}
      <span role="status" className={outcome === "failed" ? "ml-1 text-failed text-xs" : "sr-only"}>
        {said}
      </span>
    </span>
  );
}
