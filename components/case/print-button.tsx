"use client";
import { Printer } from "lucide-react";
import { Button } from "#components/ui/button.tsx";

/** The page as paper: what is folded is opened by the print style. */
export function PrintButton() {
  return (
    <span data-print="hide">
      <Button size="sm" onClick={() => window.print()}>
        <Printer aria-hidden className="size-3.5" />
        Print
      </Button>
    </span>
  );
}
