"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { PayCheck } from "./pay-check.tsx";

/** Drawn by the server; what asks the index comes after first paint. */
const Check = dynamic(() => import("./pay-check.tsx").then((module) => module.PayCheck));

export function PayForm(props: ComponentProps<typeof PayCheck>) {
  return <Check {...props} />;
}
