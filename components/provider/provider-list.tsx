"use client";
import dynamic from "next/dynamic";
import type { ComponentProps } from "react";
import type { ProviderTable } from "./provider-table.tsx";

/** Drawn by the server as it is in the URL; what sorts and filters it comes after first paint. */
const Table = dynamic(() => import("./provider-table.tsx").then((module) => module.ProviderTable));

export function ProviderList(props: ComponentProps<typeof ProviderTable>) {
  return <Table {...props} />;
}
