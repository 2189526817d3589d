"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { CustodyList } from "./custody-list.tsx";

/** Drawn by the server; what checks the signatures comes after first paint. */
const List = dynamic(() => import("./custody-list.tsx").then((module) => module.CustodyList));

export function CustodyPlaces(props: ComponentProps<typeof CustodyList>) {
  return <List {...props} />;
}
