"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { WhySection } from "./why-section.tsx";

/** Drawn by the server; what opens its groups comes after first paint. */
const Section = dynamic(() => import("./why-section.tsx").then((module) => module.WhySection));

export function Why(props: ComponentProps<typeof WhySection>) {
  return <Section {...props} />;
}
