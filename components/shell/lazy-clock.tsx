"use client";
import dynamic from "next/dynamic";

/** Its script is loaded by demonstrations only. */
export const SimulatedClock = dynamic(() => import("./simulated-clock.tsx").then((part) => part.SimulatedClock));
