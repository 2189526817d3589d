"use client";
import dynamic from "next/dynamic";

/** Its script is loaded by demonstrations only. */
export const Guide = dynamic(() => import("./guide.tsx"), { ssr: false });
